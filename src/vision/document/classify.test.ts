import { describe, expect, it } from 'vitest'
import { classifyDocument } from './classify.ts'
import { parseMrz } from './mrz.ts'

const TODAY = new Date('2026-06-01T00:00:00Z')

function card(code: string, issuer = 'UTO') {
  return parseMrz(
    [`${code}${issuer}D231458907`.padEnd(30, '<'), '7408122F1204159UTO<<<<<<<<<<<6', 'A<<B'.padEnd(30, '<')],
    TODAY,
  )
}

describe('classifyDocument', () => {
  it('knows passports and visas by the shape of their zone', () => {
    const second = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'
    expect(classifyDocument(parseMrz(['P<UTOA<<B'.padEnd(44, '<'), second], TODAY), [])).toBe('passport')
    expect(classifyDocument(parseMrz(['V<UTOA<<B'.padEnd(44, '<'), second], TODAY), ['PASSPORT'])).toBe('visa')
  })

  it.each([
    ['I<', 'UTO', [], 'national_id'],
    ['ID', 'UTO', ['PASSPORT'], 'national_id'],
    ['IP', 'USA', [], 'passport'],
    ['AR', 'D<<', [], 'residence_permit'],
    ['C1', 'USA', [], 'residence_permit'],
    ['I<', 'UTO', ['Residence Permit'], 'residence_permit'],
    ['ID', 'UTO', ['Driving licence'], 'drivers_license'],
  ] as const)('card %s of %s that says %j', (code, issuer, texts, type) => {
    expect(classifyDocument(card(code, issuer), texts)).toBe(type)
  })

  it.each([
    ['DRIVER LICENSE', 'drivers_license'],
    ['PERMIS DE CONDUIRE', 'drivers_license'],
    ['Führerschein', 'drivers_license'],
    ['PERSONALAUSWEIS / IDENTITY CARD', 'national_id'],
    ['PASSPORT/PASSEPORT', 'passport'],
    ['VISA', 'visa'],
    ['Lee M. Cardholder', 'unknown'],
    ['', 'unknown'],
  ] as const)('without a zone, "%s" says %s', (text, type) => {
    expect(classifyDocument(undefined, [text])).toBe(type)
  })
})
