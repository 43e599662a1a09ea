import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mrzCheckDigit } from '../../lib/mrz-check-digit.ts'
import { buildTd3Mrz, type Td3Fields, toMrzName } from './td3.ts'

const ICAO_SPECIMEN: Td3Fields = {
  issuer: 'UTO',
  surname: 'Eriksson',
  givenNames: 'Anna Maria',
  documentNumber: 'L898902C3',
  nationality: 'UTO',
  dateOfBirth: '1974-08-12',
  sex: 'F',
  expirationDate: '2012-04-15',
  personalNumber: 'ZE184226B',
}

describe('buildTd3Mrz', () => {
  it('writes the specimen of ICAO 9303-4 character by character', () => {
    expect(buildTd3Mrz(ICAO_SPECIMEN)).toEqual([
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ])
  })

  it('writes fillers for an unspecified sex and an empty personal number', () => {
    const { personalNumber: _, ...fields } = ICAO_SPECIMEN
    const [, second] = buildTd3Mrz({ ...fields, sex: 'X' })
    expect(second.slice(20, 43)).toBe(`<1204159${'<'.repeat(15)}`)
  })

  it('marks cut names by a letter in the last place and keeps a given letter', () => {
    const [first] = buildTd3Mrz({ ...ICAO_SPECIMEN, surname: 'A'.repeat(50) })
    expect(first.slice(5)).toBe(`${'A'.repeat(36)}<<A`)
    const [cutInGap] = buildTd3Mrz({ ...ICAO_SPECIMEN, surname: 'B'.repeat(20), givenNames: `${'C'.repeat(16)} D` })
    expect(cutInGap.slice(5)).toBe(`${'B'.repeat(19)}<<${'C'.repeat(16)}<D`)
  })

  it('keeps both lines at 44 permitted characters with right digits, whatever the names', () => {
    const name = fc.string({ unit: fc.constantFrom(..."ABÇÉØß O'-"), maxLength: 60 })
    const number = fc.string({ unit: fc.constantFrom(...'ABZ0189'), maxLength: 9 })
    fc.assert(
      fc.property(name, name, number, (surname, givenNames, documentNumber) => {
        const [first, second] = buildTd3Mrz({ ...ICAO_SPECIMEN, surname, givenNames, documentNumber })
        expect(first).toMatch(/^P<UTO[A-Z<]{39}$/)
        expect(second).toMatch(/^[A-Z0-9<]{44}$/)
        expect(Number(second[9])).toBe(mrzCheckDigit(second.slice(0, 9)))
        const composite = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43)
        expect(Number(second[43])).toBe(mrzCheckDigit(composite))
      }),
    )
  })

  it.each([
    ['a number of ten characters', { documentNumber: 'L898902C36' }],
    ['a number with a space', { documentNumber: 'L8 98902' }],
    ['a date in another order', { dateOfBirth: '12-08-1974' }],
    ['a name in Cyrillic', { surname: 'Иванов' }],
  ])('refuses %s', (_, change) => {
    expect(() => buildTd3Mrz({ ...ICAO_SPECIMEN, ...change })).toThrow(RangeError)
  })
})

describe('toMrzName', () => {
  it.each([
    ['Müller', 'MUELLER'],
    ['Groß', 'GROSS'],
    ['Bjørn Åse', 'BJOERN<AASE'],
    ['Łukasz Żółć', 'LUKASZ<ZOLC'],
    ['Nguyễn Thị', 'NGUYEN<THI'],
    ['Muñoz', 'MUNOZ'],
    ["D'Artagnan", 'DARTAGNAN'],
    ['O’Connor', 'OCONNOR'],
    ['Jean-Luc  Marie', 'JEAN<LUC<MARIE'],
    ['Smith, Jr.', 'SMITH<JR'],
  ])('transliterates %s as ICAO 9303-3 recommends', (name, zone) => {
    expect(toMrzName(name)).toBe(zone)
  })

  it('gives the same for composed and decomposed letters', () => {
    expect(toMrzName('Müller'.normalize('NFD'))).toBe(toMrzName('Müller'.normalize('NFC')))
  })
})
