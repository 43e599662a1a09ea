import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REASON_SENTENCES, reasonSentence } from './reasons.ts'
import { stepWord } from './steps.ts'

function readServer(path: string): string {
  return readFileSync(new URL(`../../../src/${path}`, import.meta.url), 'utf8')
}

describe('the words of reasons', () => {
  const source = readServer('steps/reasons.ts')
  const lists = [...source.matchAll(/export const (?:FAILURE|PLAYED_FAILURE|DEFECT|DOUBT)_CODES = \[([^\]]+)\]/g)]
  const codes = lists.flatMap(([, list = '']) => [...list.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code))

  it('are there for every code of the server, and for no other one', () => {
    expect(lists).toHaveLength(4)
    expect(codes.length).toBeGreaterThan(30)
    expect(Object.keys(REASON_SENTENCES).sort()).toEqual([...new Set(codes)].sort())
  })

  it('are the code itself, or the sentence of an old row, where there are none', () => {
    expect(reasonSentence({ code: 'ROBOT' })).toBe('ROBOT')
    expect(reasonSentence({ code: 'toString' })).toBe('toString')
    expect(reasonSentence({ code: 'ROBOT', detail: 'A robot came.' })).toBe('A robot came.')
  })
})

describe('the words of steps', () => {
  const source = readServer('steps/catalogue.ts')
  const found = [...source.matchAll(/^ {2}([A-Z_]+): \{\n {4}label: '([^']+)'/gm)]

  it('are those of the server’s catalogue', () => {
    expect(found.length).toBeGreaterThan(25)
    expect(found.map(([, step = '']) => stepWord(step))).toEqual(found.map(([, , label]) => label))
  })

  it('are made of the id of a step that nobody knows', () => {
    expect(stepWord('ROBOT_TEST')).toBe('Robot test')
  })
})
