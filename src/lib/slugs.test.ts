import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toSlug, toUnique } from './slugs.ts'

it('writes slugs of letters, digits and single underscores', () => {
  expect(toSlug('  Zeige 3 Finger – schön!  ')).toBe('zeige_3_finger_schon')
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^([a-z0-9]+(_[a-z0-9]+)*)?$/.test(toSlug(text))))
})

it('never gives a word twice', () => {
  const words = fc.array(fc.constantFrom('a', 'a_2', 'b', 'b_2', 'a_2_2'))
  fc.assert(
    fc.property(words, words, (wanted, taken) => {
      const given = toUnique(wanted, taken, '_')
      expect(new Set([...given, ...taken]).size).toBe(given.length + new Set(taken).size)
    }),
  )
})
