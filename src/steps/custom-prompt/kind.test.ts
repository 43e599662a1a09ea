import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { customPromptStep as step } from './kind.ts'
import { promptKeys } from './prompt-keys.ts'
import { MAX_PROMPT_LENGTH, MAX_PROMPTS } from './settings.ts'

const prompts = (...texts: string[]) => step.settings.parse({ prompts: texts.map((text) => ({ text })) })
const settings = prompts('Hold up 3 fingers', 'Your front door')

describe('settings', () => {
  it.each([
    [{}, ['prompts'], 'invalid_type'],
    [{ prompts: [] }, ['prompts'], 'too_small'],
    [{ prompts: Array(MAX_PROMPTS + 1).fill({ text: 'Door' }) }, ['prompts'], 'too_big'],
    [{ prompts: ['Door'] }, ['prompts', 0], 'invalid_type'],
    [{ prompts: [{ text: ' ' }] }, ['prompts', 0, 'text'], 'invalid_format'],
    [{ prompts: [{ text: 'a'.repeat(MAX_PROMPT_LENGTH + 1) }] }, ['prompts', 0, 'text'], 'too_big'],
    [{ prompts: [{ text: 'Door', slot: 'door' }] }, ['prompts', 0], 'unrecognized_keys'],
    [{ prompts: [{ text: 'Door' }], colour: 'red' }, [], 'unrecognized_keys'],
  ])('refuses %j', (given, path, code) => {
    expect(step.settings.safeParse(given).error?.issues).toMatchObject([{ path, code }])
  })

  it('has a JSON Schema for the console', () => {
    expect(z.toJSONSchema(step.settings, { io: 'input' })).toMatchObject({ properties: { prompts: { maxItems: 20 } } })
  })
})

it('asks for one picture per prompt under the contract’s slots', () => {
  expect(step.slots(settings)).toEqual([
    { slot: 'custom-prompts-list_0', required: true, takes: 'picture' },
    { slot: 'custom-prompts-list_1', required: true, takes: 'picture' },
  ])
  expect(step.requirements(settings)).toEqual({
    upload_slots: ['custom-prompts-list_0', 'custom-prompts-list_1'],
    prompts: [
      { slot: 'custom-prompts-list_0', text: 'Hold up 3 fingers' },
      { slot: 'custom-prompts-list_1', text: 'Your front door' },
    ],
  })
})

it('leaves the pictures to a person, since nothing measures them', () => {
  const run = { today: '2026-11-30', thresholds: { match: 0.45, review: 0.3 }, stepIds: [], earlier: [], retakes: 0 }
  const input = { settings, body: {}, facts: {}, run }
  const verdict = step.judge(input)
  expect(verdict).toEqual({ outcome: 'doubt', reasons: [{ code: 'FILES_TO_REVIEW', severity: 'LOW' }] })
  expect(step.findings(input, verdict)).toMatchObject([
    { name: 'file', verdict: 'doubtful', values: { prompt: 'Hold up 3 fingers' } },
    { name: 'file', verdict: 'doubtful', values: { slot: 'custom-prompts-list_1' } },
  ])
})

it('takes nothing besides uploads', () => {
  expect(step.submission(settings).safeParse({ note: 'hi' }).error?.issues).toMatchObject([
    { code: 'unrecognized_keys' },
  ])
})

describe('the keys of a record', () => {
  it('are a slug and the prompt itself', () => {
    expect(promptKeys(settings)[0]).toEqual({
      slot: 'custom-prompts-list_0',
      uploadsKey: 'hold_up_3_fingers',
      linkKey: 'Hold up 3 fingers',
    })
  })

  it('tell equal prompts apart, and prompts from the record’s other files', () => {
    const keys = promptKeys(prompts('Your door', 'Your door!', 'Your door', 'Selfie front', 'selfie_front', '举手'))
    expect(keys.map(({ uploadsKey }) => uploadsKey)).toEqual([
      'your_door',
      'your_door_2',
      'your_door_3',
      'selfie_front_2',
      'selfie_front_3',
      'prompt_6',
    ])
    expect(keys.map(({ linkKey }) => linkKey).slice(2, 5)).toEqual(['Your door 2', 'Selfie front', 'selfie_front 2'])
  })
})
