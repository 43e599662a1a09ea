import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ACTION_WORDS, NOUN_WORDS, sayAction, sayDetail, sayTimes } from './words.ts'

const record = readFileSync(new URL('../../../../src/services/audit/record.ts', import.meta.url), 'utf8')
const actions = [...record.matchAll(/^ {2}\| '(?<action>[a-z_.]+)'/gm)].map(({ groups }) => groups?.action ?? '')

it('every action of the server has words and a group, and no word is left over', () => {
  expect(actions.length).toBeGreaterThan(30)
  expect(Object.keys(ACTION_WORDS).sort()).toEqual([...actions].sort())
  const nouns = new Set(actions.map((action) => action.split('.')[0] ?? ''))
  expect(Object.keys(NOUN_WORDS).sort()).toEqual([...nouns].sort())
})

it('an action and a detail without words are said by their names', () => {
  expect(sayAction('robot.dance_all')).toBe('robot dance all')
  expect([sayDetail('sign_in_hours'), sayDetail('amountTokens')]).toEqual(['Sign in hours', 'Amount tokens'])
})

it('a row that stands for several says how many', () => {
  expect([sayTimes({ details: { times: 12 } }), sayTimes({ details: {} })]).toEqual([' (12 times)', ''])
})
