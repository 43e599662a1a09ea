/** Proves that the picker offers every scenario that the server has, and no other. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { saySpan } from '../../shell/say-span.ts'
import { SCENARIO_GROUPS } from './scenarios.ts'

it('the scenarios are the server’s', () => {
  // Read and not imported: the page reaches the server over the network only.
  const source = readFileSync(new URL('../../../../src/services/scenarios.ts', import.meta.url), 'utf8')
  const [, body = ''] = /SCENARIOS_BY_NAME = \{\n(?<body>[\s\S]*?)\n\} as const/.exec(source) ?? []
  const names = [...body.matchAll(/^ {2}(?<name>[a-z_]+): /gm)].map(({ groups }) => groups?.name)
  expect(names.length).toBeGreaterThan(10)
  expect(SCENARIO_GROUPS.flatMap(({ items }) => items.map(({ value }) => value))).toEqual(names)
})

it.each([
  [8 * 86_400, '8 days'],
  [86_400 + 7200 + 60, '1 day 2 hours'],
  [61, '1 minute 1 second'],
  [0, '0 seconds'],
])('%d seconds are %s', (seconds, words) => {
  expect(saySpan(seconds)).toBe(words)
})
