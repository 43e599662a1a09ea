import { describe, expect, it } from 'vitest'
import { parseBirthDates, parseExpirationDates } from './mrz-dates.ts'

const TODAY = new Date('2026-06-01T00:00:00Z')

describe('dates of a machine-readable zone', () => {
  it('nobody is born after today: the day itself is the edge', () => {
    expect(parseBirthDates('260601', TODAY)).toEqual(['2026-06-01', '1926-06-01'])
    expect(parseBirthDates('260602', TODAY)).toEqual(['1926-06-02'])
    expect(parseBirthDates('990101', TODAY)).toEqual(['1999-01-01'])
  })

  it('who may be a child or a very old person keeps both centuries', () => {
    expect(parseBirthDates('240502', TODAY)).toEqual(['2024-05-02', '1924-05-02'])
    expect(parseBirthDates('081231', TODAY)).toEqual(['2008-12-31', '1908-12-31'])
    expect(parseBirthDates('071231', TODAY)).toEqual(['2007-12-31'])
  })

  it('documents expire at most fifty years ahead, and hardly more than twenty', () => {
    expect(parseExpirationDates('760101', TODAY)).toEqual(['2076-01-01', '1976-01-01'])
    expect(parseExpirationDates('770101', TODAY)).toEqual(['1977-01-01'])
    expect(parseExpirationDates('470101', TODAY)).toEqual(['2047-01-01', '1947-01-01'])
    expect(parseExpirationDates('461231', TODAY)).toEqual(['2046-12-31'])
    expect(parseExpirationDates('300228', TODAY)).toEqual(['2030-02-28'])
  })

  it('what is no calendar date is not made one', () => {
    expect(parseBirthDates('230230', TODAY)).toEqual([])
    expect(parseBirthDates('991301', TODAY)).toEqual([])
    expect(parseBirthDates('75<<<<', TODAY)).toEqual([])
    expect(parseExpirationDates('000000', TODAY)).toEqual([])
  })

  it('29 February is a birthday only in the century that has it', () => {
    expect(parseBirthDates('000229', TODAY)).toEqual(['2000-02-29'])
    expect(parseBirthDates('680229', TODAY)).toEqual(['1968-02-29'])
  })
})
