import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mrzCheckDigit } from '../../lib/mrz-check-digit.ts'
import { parseMrz } from './mrz.ts'
import { MRZ_LAYOUTS } from './mrz-formats.ts'

const TODAY = new Date('2026-06-01T00:00:00Z')

/** The specimens of ICAO 9303-4 to -7. */
const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const CARD = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']
const SMALL_PASSPORT = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
const LARGE_VISA = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<']
const SMALL_VISA = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<']

describe('parseMrz', () => {
  it.each([
    ['TD3', PASSPORT, 'L898902C3', 5],
    ['TD1', CARD, 'D23145890', 4],
    ['TD2', SMALL_PASSPORT, 'D23145890', 4],
    ['MRV-A', LARGE_VISA, 'L8988901C', 3],
    ['MRV-B', SMALL_VISA, 'L8988901C', 3],
  ])('reads the ICAO specimen of %s with every digit valid', (format, lines, documentNumber, checkCount) => {
    const mrz = parseMrz(lines, TODAY)
    expect(mrz).toMatchObject({
      format,
      surname: 'ERIKSSON',
      givenNames: 'ANNA MARIA',
      documentNumber,
      issuingCountry: 'UTO',
      sex: 'F',
      allDigitsValid: true,
      repaired: false,
    })
    expect(mrz?.checks).toHaveLength(checkCount)
  })

  it('gives each date its century: births lie in the past, expiries near today', () => {
    expect(parseMrz(PASSPORT, TODAY)).toMatchObject({ dateOfBirth: '1974-08-12', expirationDate: '2012-04-15' })
    expect(parseMrz(SMALL_VISA, TODAY)).toMatchObject({ dateOfBirth: '1940-09-07', expirationDate: '1996-12-10' })
  })

  it('follows a document number that runs on into the optional data', () => {
    const number = 'D23145890734'
    const first = `I<UTOD23145890<734${mrzCheckDigit(number)}`.padEnd(30, '<')
    const composite = mrzCheckDigit(`${first.slice(5)}74081221204159<<<<<<<<<<<`)
    const mrz = parseMrz([first, `7408122F1204159UTO<<<<<<<<<<<${composite}`, CARD[2] ?? ''], TODAY)
    expect(mrz).toMatchObject({ documentNumber: number, allDigitsValid: true })
  })

  it('repairs letters where digits stand and says so', () => {
    const misread = [PASSPORT[0] ?? '', 'L898902C36UTO74O8I22F12O4159ZE184226B<<<<<1O']
    const mrz = parseMrz(misread, TODAY)
    expect(mrz).toMatchObject({ lines: PASSPORT, rawLines: misread, repaired: true, allDigitsValid: true })
  })

  it('leaves a document number alone, whatever its check digit says', () => {
    const misread = [PASSPORT[0] ?? '', 'L8989O2C36UTO7408122F1204159ZE184226B<<<<<10']
    expect(parseMrz(misread, TODAY)).toMatchObject({ documentNumber: 'L8989O2C3', allDigitsValid: false })
  })

  it('takes noise after the given names for fillers', () => {
    const noisy = ['P<UTOERIKSSON<<ANNA<MARIA<<<<K<<<C<<<<<<S<<<', PASSPORT[1] ?? '']
    expect(parseMrz(noisy, TODAY)).toMatchObject({ lines: PASSPORT, repaired: true })
  })

  it('takes a long tail of the letters that blurred fillers turn into for fillers', () => {
    const blurred = ['P<UTOERIKSSON<<ANNA<MARIACCCCCCCKCCCCCECCCC<', PASSPORT[1] ?? '']
    expect(parseMrz(blurred, TODAY)).toMatchObject({ lines: PASSPORT, repaired: true })
    const short = ['P<UTOERIKSSON<<ANNA<MARIACKES<<<<<<<<<<<<<<<', PASSPORT[1] ?? '']
    expect(parseMrz(short, TODAY)).toMatchObject({ givenNames: 'ANNA MARIACKES' })
  })

  it('mends an issuer that is one letter off a known nationality', () => {
    const misread = ['P<UIOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', PASSPORT[1] ?? '']
    expect(parseMrz(misread, TODAY)).toMatchObject({ issuingCountry: 'UTO', repaired: true })
  })

  it('reads the French identity card, whose rows break the ICAO rules', () => {
    const first = `IDFRABERTHIER${''.padEnd(17, '<')}923076`
    const number = '880692310285'
    const second = `${number}${mrzCheckDigit(number)}CORINNE<<<<<<<6512068F`
    const mrz = parseMrz([first, second + mrzCheckDigit(first + second)], TODAY)
    expect(mrz).toMatchObject({ format: 'FRA-ID', surname: 'BERTHIER', givenNames: 'CORINNE', allDigitsValid: true })
    expect(mrz).toMatchObject({ dateOfBirth: '1965-12-06', documentNumber: number, expirationDate: undefined })
  })

  it('refuses lines that fit no format', () => {
    expect(parseMrz([], TODAY)).toBeUndefined()
    expect(parseMrz(['P<UTO'], TODAY)).toBeUndefined()
    expect(parseMrz(CARD.slice(0, 2), TODAY)).toBeUndefined()
    expect(parseMrz([PASSPORT[0] ?? '', SMALL_PASSPORT[1] ?? ''], TODAY)).toBeUndefined()
  })

  it('gets back what a passport was built from', () => {
    fc.assert(
      fc.property(passportFields, (fields) => {
        expect(parseMrz(buildPassport(fields), TODAY)).toMatchObject({
          ...fields,
          repaired: false,
          allDigitsValid: true,
        })
      }),
    )
  })

  it('notices every change of one character in a checked field, unless the weights hide it', () => {
    const layout = MRZ_LAYOUTS.TD3
    const places = layout.checks.flatMap(({ over }) => over).flatMap(({ from, to }) => range(from, to))
    const characters = fc.constantFrom(...'0123456789')
    fc.assert(
      fc.property(passportFields, fc.constantFrom(...places), characters, (fields, at, character) => {
        const [first = '', second = ''] = buildPassport(fields)
        fc.pre(/\d/.test(second[at] ?? '') && second[at] !== character)
        const altered = second.slice(0, at) + character + second.slice(at + 1)
        expect(parseMrz([first, altered], TODAY)?.allDigitsValid).toBe(false)
      }),
    )
  })
})

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength, maxLength })

const date = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((value) => value.toISOString().slice(0, 10))

const passportFields = fc.record({
  surname: letters(1, 15),
  givenNames: letters(1, 15),
  documentNumber: fc.stringMatching(/^[A-Z0-9]{5,9}$/),
  issuingCountry: fc.constantFrom('UTO', 'FRA', 'CZE'),
  dateOfBirth: date('1930-01-01', '2026-05-31'),
  expirationDate: date('2010-01-01', '2060-01-01'),
  sex: fc.constantFrom('M' as const, 'F' as const),
})

interface PassportFields {
  readonly surname: string
  readonly givenNames: string
  readonly documentNumber: string
  readonly issuingCountry: string
  readonly dateOfBirth: string
  readonly expirationDate: string
  readonly sex: 'M' | 'F'
}

/** Built from ICAO 9303-4 §4.2.2 without the parser's tables, so that the two check each other. */
function buildPassport(fields: PassportFields): string[] {
  const withDigit = (characters: string) => characters + mrzCheckDigit(characters)
  const sixDigits = (text: string) => text.replaceAll('-', '').slice(2)
  const number = withDigit(fields.documentNumber.padEnd(9, '<'))
  const birth = withDigit(sixDigits(fields.dateOfBirth))
  const expiry = withDigit(sixDigits(fields.expirationDate))
  const optional = `${''.padEnd(14, '<')}0`
  const composite = mrzCheckDigit(number + birth + expiry + optional)
  return [
    `P<${fields.issuingCountry}${fields.surname}<<${fields.givenNames}`.padEnd(44, '<'),
    `${number}${fields.issuingCountry}${birth}${fields.sex}${expiry}${optional}${composite}`,
  ]
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
