/** Proves that every code with which the server gives a step back has words, and names the right picture. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Step } from './session.ts'
import { DEFECTS, FAILURES, markedSlots, takesTry, verdictWords } from './verdict-words.ts'

/** Read and not imported: the page reaches the server over the network only. */
const REASONS = readFileSync(new URL('../../src/steps/reasons.ts', import.meta.url), 'utf8')

function codesOf(list: string): readonly string[] {
  const [, body = ''] = REASONS.match(new RegExp(`export const ${list} = \\[([^\\]]*)\\]`)) ?? []
  return [...body.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => String(code))
}

const ID_STEP: Step = {
  kind: 'ID_VERIFICATION',
  isRunning: false,
  failureReason: undefined,
  requirements: {},
  slots: ['id_front', 'id_back', 'selfie_front'].map((name) => ({
    name,
    required: true,
    takesPdf: false,
    uploaded: name !== 'id_back',
  })),
}

it('the codes are the server’s', () => {
  expect(FAILURES).toEqual(codesOf('FAILURE_CODES'))
  expect(DEFECTS).toEqual(codesOf('DEFECT_CODES'))
})

it.each([...FAILURES, ...DEFECTS])('%s is told in a sentence and an instruction of its own', (code) => {
  const { says, does } = verdictWords(code)
  expect(says).not.toBe(verdictWords('UNHEARD_OF').says)
  expect(says).not.toMatch(/[.!]$/)
  expect(does).toMatch(/\.$/)
  expect(`${says} ${does}`).not.toMatch(/fraud|fake|forged|score/i)
})

it('tries are told of failures only', () => {
  expect(FAILURES.every(takesTry)).toBe(true)
  expect(DEFECTS.some(takesTry)).toBe(false)
})

it.each([
  ['DOC_TYPE_NOT_ALLOWED', ['id_front']],
  ['ID_TYPE_UNRECOGNIZED', ['id_front']],
  ['NO_FACE_DETECTED', ['selfie_front']],
  ['FACE_MISMATCH', ['selfie_front']],
  ['PICTURE_BLURRED', ['id_front', 'selfie_front']],
  ['UNHEARD_OF', ['id_front', 'selfie_front']],
])('%s asks for %j again', (code, names) => {
  expect(markedSlots(ID_STEP, code).map(({ name }) => name)).toEqual(names)
})
