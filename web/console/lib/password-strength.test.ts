/** Proves that what the meter calls enough is what the server takes. */
import { expect, it } from 'vitest'
import { ratePassword } from './password-strength.ts'

it.each([
  ['', 'Too short', false],
  ['eleven char', 'Too short', false],
  ['aaaaaaaaaaaaaaaa', 'Too simple', false],
  ['aabbccddeeff', 'Fair', true],
  ['a long enough password', 'Strong', true],
  ['Tr0ub4dor&3xy', 'Good', true],
])('%j is %s', (password, word, isEnough) => {
  expect(ratePassword(password)).toMatchObject({ word, isEnough })
})
