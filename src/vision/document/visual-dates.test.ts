import { describe, expect, it } from 'vitest'
import { findDates } from './visual-dates.ts'

describe('findDates', () => {
  it.each([
    ['21.08.2011', '2011-08-21'],
    ['21 08 2011', '2011-08-21'],
    ['21082011', '2011-08-21'],
    ['21.082011', '2011-08-21'],
    ['21.08.74', '74-08-21'],
    ['2011-08-21', '2011-08-21'],
    ['08/21/2011', '2011-08-21'],
    ['12 AUG/AOUT 74', '74-08-12'],
    ['13LIP/JUL2016', '2016-07-13'],
    ['5 März 1990', '1990-03-05'],
    ['Born 01 Jan 2000 in X', '2000-01-01'],
  ])('reads %s', (text, date) => {
    expect(findDates(text)).toContain(date)
  })

  it('gives both readings when day and month could change places', () => {
    expect(findDates('03/04/2020')).toEqual(['2020-04-03', '2020-03-04'])
  })

  it.each(['115229/1111', 'L898902C3', '99.99.2020', 'PASSPORT 2011'])('finds no date in %s', (text) => {
    expect(findDates(text)).toEqual([])
  })
})
