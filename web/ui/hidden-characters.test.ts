import { expect, it } from 'vitest'
import { escapeHidden, showAllHidden, showHidden } from './hidden-characters.ts'

it.each([
  ['An\u200Bna', 'An[U+200B]na'],
  ['\u202Eannairb\u202C', '[U+202E]annairb[U+202C]'],
  ['\u2066x\u2069', '[U+2066]x[U+2069]'],
  ['\uFEFFAnna\u00AD', '[U+FEFF]Anna[U+00AD]'],
  ['a\u0007b\u2028c', 'a[U+0007]b[U+2028]c'],
  ['A\u200Dnna \u{E0041}', 'A[U+200D]nna [U+E0041]'],
  ['\u3164', '[U+3164]'],
])('nothing stays hidden in %j', (text, shown) => {
  expect(showHidden(text)).toBe(shown)
})

it.each([
  'Zoë O’Connor-Łukasz',
  'علی\u200Cرضا',
  'क्\u200Dष',
  'שָׁלוֹם',
  'two\nlines\tand a tab',
  '<script>alert(1)</script>',
  'José',
])('%j is left as it is', (text) => {
  expect(showHidden(text)).toBe(text)
})

it('an answer keeps its shape', () => {
  const answer = { items: [{ name: 'a\u200Bb', count: 1, none: null, isOn: true }] }
  expect(showAllHidden(answer)).toEqual({ items: [{ name: 'a[U+200B]b', count: 1, none: null, isOn: true }] })
})

it('escaped JSON says the same', () => {
  const value = { name: '\u202Ea\u{E0041}\u200B' }
  const json = escapeHidden(JSON.stringify(value))
  expect(json).toBe('{"name":"\\u202ea\\udb40\\udc41\\u200b"}')
  expect(JSON.parse(json)).toEqual(value)
})
