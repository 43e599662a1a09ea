/** Proves the formatters on the shapes that pages meet. */
import { expect, it } from 'vitest'
import { formatDateTime, formatFileSize, toInitials } from './format.ts'

it('a name gives at most two letters, and signs before a word are passed over', () => {
  expect(toInitials('Acme Bank of Canada')).toBe('AB')
  expect(toInitials('“Épicerie” (Nord)')).toBe('ÉN')
  expect(toInitials('  7-Eleven ')).toBe('7')
  expect(toInitials('— ')).toBe('')
})

it('a size is given in the unit that fits', () => {
  expect([1, 640 * 1024, 1_500_000, 15 * 1_048_576].map((size) => formatFileSize(size, 'en'))).toEqual([
    '1 KB',
    '640 KB',
    '1.4 MB',
    '15 MB',
  ])
})

it('a moment names the day, the year and the minute', () => {
  const text = formatDateTime(new Date(2026, 4, 3, 14, 5), 'en-GB')
  expect(text).toContain('3 May 2026')
  expect(text).toContain('14:05')
})
