import { describe, expect, it } from 'vitest'
import { parseMoment, parseSpan } from './time-options.ts'

describe('spans and moments of the command line', () => {
  it('are read in each of their spellings', () => {
    expect(['0', '90s', '15m', '24h', '7d'].map((text) => parseSpan('--grace', text))).toEqual([
      0, 90_000, 900_000, 86_400_000, 604_800_000,
    ])
    expect(parseMoment('--expires', '1h', 1000)).toEqual(new Date(3_601_000))
    expect(parseMoment('--expires', '2027-01-31', 0).toISOString()).toBe('2027-01-31T00:00:00.000Z')
    expect(parseMoment('--expires', '2027-01-31T12:00+02:00', 0).toISOString()).toBe('2027-01-31T10:00:00.000Z')
  })

  it('are refused in every other spelling, naming the option', () => {
    for (const text of ['', '5', '-1d', '1.5h', '1w', 'soon']) {
      expect(() => parseSpan('--grace', text)).toThrow('--grace')
      expect(() => parseMoment('--expires', text, 0)).toThrow('--expires')
    }
    for (const text of ['2027-13-01', '2027-01-31T12:00', '31.1.2027']) {
      expect(() => parseMoment('--expires', text, 0)).toThrow('--expires')
    }
  })
})
