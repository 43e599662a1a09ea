import { describe, expect, it } from 'vitest'
import { chooseSymbols } from './mrz-choose.ts'
import { MRZ_LAYOUTS } from './mrz-formats.ts'
import type { GridRow } from './mrz-grid.ts'
import { MRZ_ALPHABET } from './mrz-steps.ts'

const NAMES = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
const DATA = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'

describe('chooseSymbols', () => {
  it('leaves alone what fits', () => {
    expect(choose(row(NAMES), row(DATA))).toEqual([NAMES, DATA])
  })

  it('takes the look-alike that lets the check digit compute', () => {
    const misread = row(DATA.replace('L898902C3', 'L8989O2C3'), { 5: { O: 0.7, 0: 0.3 } })
    expect(choose(row(NAMES), misread)[1]).toBe(DATA)
  })

  it('never puts in what the recogniser did not see', () => {
    const misread = DATA.replace('L898902C3', 'L8989O2C3')
    expect(choose(row(NAMES), row(misread))[1]).toBe(misread)
  })

  it('never exchanges characters that do not look alike, even when that would compute', () => {
    const misread = DATA.replace('L898902C3', 'L898402C3')
    expect(choose(row(NAMES), row(misread, { 4: { 4: 0.6, 9: 0.4 } }))[1]).toBe(misread)
  })

  it('takes the likeliest digit where digits stand, also for shapes that no table lists', () => {
    const misread = row(DATA.replace('7408122', '7A08122'), { 14: { A: 0.6, 4: 0.3 } })
    expect(choose(row(NAMES), misread)[1]).toBe(DATA)
  })

  it('reads a filler beside a filler where one was half seen', () => {
    const misread = row(NAMES.replace('<<ANNA', '<CANNA'), { 14: { C: 0.5, '<': 0.2 } })
    expect(choose(misread, row(DATA))[0]).toBe(NAMES)
    const surname = NAMES.replace('<<ANNA', '<CANNA')
    expect(choose(row(surname, { 14: { C: 0.9, '<': 0.01 } }), row(DATA))[0]).toBe(surname)
  })
})

function choose(...rows: GridRow[]): string[] {
  return chooseSymbols(rows, MRZ_LAYOUTS.TD3)
}

/** A row as read with certainty, but for the places whose probabilities are given. */
function row(text: string, doubts: Record<number, Record<string, number>> = {}): GridRow {
  const symbols = new Float32Array(text.length * MRZ_ALPHABET.length)
  for (const [at, character] of [...text].entries()) {
    for (const [symbol, probability] of Object.entries(doubts[at] ?? { [character]: 1 })) {
      symbols[at * MRZ_ALPHABET.length + MRZ_ALPHABET.indexOf(symbol)] = probability
    }
  }
  return { text, symbols, confidence: 1 }
}
