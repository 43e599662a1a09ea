import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureLength, placeOnGrid } from './mrz-grid.ts'
import { MRZ_ALPHABET, STEP_WIDTH, type Steps } from './mrz-steps.ts'

const NAMES = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'
const DATA = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'

describe('placeOnGrid', () => {
  it('reads rows as they are seen', () => {
    const grid = placeOnGrid([see(NAMES), see(DATA)], 44)
    expect(grid?.rows.map(({ text }) => text)).toEqual([NAMES, DATA])
  })

  it('counts the fillers of a run by their room when the recogniser saw only some', () => {
    const seen = see(NAMES, { isBlank: (index) => index > 26 && index % 3 > 0 })
    expect(placeOnGrid([seen, see(DATA)], 44)?.rows[0]?.text).toBe(NAMES)
  })

  it('keeps its places under perspective', () => {
    const rows = [NAMES, DATA].map((text) => see(text, { stepOf: (index) => 4 + 3.4 * index + 0.008 * index * index }))
    expect(placeOnGrid(rows, 44)?.rows.map(({ text }) => text)).toEqual([NAMES, DATA])
  })

  it('fits the true length better than another', () => {
    const rows = [see(NAMES), see(DATA)]
    const [right, wrong] = [44, 36].map((length) => placeOnGrid(rows, length)?.fit ?? -Infinity)
    expect(right).toBeGreaterThan(wrong ?? 0)
    expect(Math.floor(measureLength(rows) ?? 0)).toBe(44)
  })

  it('reads any characters of the zone back', () => {
    const line = fc
      .string({ unit: fc.constantFrom(...'ABCXYZ0189<'), minLength: 29, maxLength: 29 })
      .map((s) => `I${s}`)
    fc.assert(
      fc.property(line, line, line, (...lines) => {
        const grid = placeOnGrid(
          lines.map((text) => see(text)),
          30,
        )
        expect(grid?.rows.map(({ text }) => text)).toEqual(lines)
      }),
      { numRuns: 20 },
    )
  })

  it('says nothing about rows in which nothing was seen', () => {
    expect(placeOnGrid([see(''), see('')], 44)).toBeUndefined()
  })
})

interface Sight {
  readonly stepOf?: (index: number) => number
  readonly isBlank?: (index: number) => boolean
}

/** What a recogniser would answer: each character for one step at its place, blanks between. */
function see(text: string, { stepOf = (index) => 4 + 3.7 * index, isBlank = () => false }: Sight = {}): Steps {
  const count = Math.ceil(stepOf(44))
  const logs = new Float32Array(count * STEP_WIDTH).fill(Math.log(1e-4))
  for (let step = 0; step < count; step += 1) logs[step * STEP_WIDTH] = Math.log(0.95)
  for (const [index, character] of [...text].entries()) {
    const at = Math.round(stepOf(index)) * STEP_WIDTH
    const symbol = at + 1 + MRZ_ALPHABET.indexOf(character)
    logs[symbol] = Math.log(isBlank(index) ? 0.05 : 0.95)
    if (!isBlank(index)) logs[at] = Math.log(0.04)
  }
  return { count, logs }
}
