import { describe, expect, it } from 'vitest'
import { parseBirthDate, parseExpirationDate } from './mrz-dates.ts'

const TODAY = new Date('2026-06-01T00:00:00Z')

describe('dates of a machine-readable zone', () => {
  it('nobody is born after today: the day itself is the edge', () => {
    expect(parseBirthDate('260601', TODAY)).toBe('2026-06-01')
    expect(parseBirthDate('260602', TODAY)).toBe('1926-06-02')
    expect(parseBirthDate('990101', TODAY)).toBe('1999-01-01')
  })

  it('documents expire at most fifty years ahead', () => {
    expect(parseExpirationDate('760101', TODAY)).toBe('2076-01-01')
    expect(parseExpirationDate('770101', TODAY)).toBe('1977-01-01')
    expect(parseExpirationDate('300228', TODAY)).toBe('2030-02-28')
  })

  it('what is no calendar date is not made one', () => {
    expect(parseBirthDate('230230', TODAY)).toBeUndefined()
    expect(parseBirthDate('991301', TODAY)).toBeUndefined()
    expect(parseBirthDate('75<<<<', TODAY)).toBeUndefined()
    expect(parseExpirationDate('000000', TODAY)).toBeUndefined()
  })

  it('29 February is a birthday only in the century that has it', () => {
    expect(parseBirthDate('000229', TODAY)).toBe('2000-02-29')
    expect(parseBirthDate('680229', TODAY)).toBe('1968-02-29')
  })
})
