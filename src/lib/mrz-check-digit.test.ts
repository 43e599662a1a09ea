import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mrzCheckDigit } from './mrz-check-digit.ts'

describe('mrzCheckDigit', () => {
  it.each([
    ['520727', 3],
    ['AB2134<<<', 5],
    ['L898902C3', 6],
    ['ZE184226B<<<<<', 1],
    ['L898902C3674081221204159ZE184226B<<<<<1', 0],
  ])('agrees with the worked examples of ICAO 9303: %s', (characters, digit) => {
    expect(mrzCheckDigit(characters)).toBe(digit)
  })

  it('refuses characters that no zone may hold', () => {
    expect(mrzCheckDigit('12a4')).toBeNaN()
    expect(mrzCheckDigit('12 4')).toBeNaN()
  })

  it('detects every change of a single digit', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (characters, where, shift) => {
        const index = where % characters.length
        const changed = (Number(characters[index]) + shift) % 10
        const altered = characters.slice(0, index) + String(changed) + characters.slice(index + 1)
        expect(mrzCheckDigit(altered)).not.toBe(mrzCheckDigit(characters))
      }),
    )
  })
})
