import { describe, expect, it } from 'vitest'
import { isDocumentAccepted, parseIdType } from './document-rules.ts'

describe('kinds of document', () => {
  it('are told in any case and separator, with and without a country', () => {
    expect(parseIdType('passport')).toEqual({ kind: 'passport' })
    expect(parseIdType('Passport-US')).toEqual({ kind: 'passport', country: 'US' })
    expect(parseIdType('driver-license-us')).toEqual({ kind: 'drivers_license', country: 'US' })
    expect(parseIdType('drivers_license')).toEqual({ kind: 'drivers_license' })
    expect(parseIdType('pr_card')).toEqual({ kind: 'residence_permit' })
    // Ends like the code of Indonesia.
    expect(parseIdType('national_id')).toEqual({ kind: 'national_id' })
    expect(parseIdType('national_id_id')).toEqual({ kind: 'national_id', country: 'ID' })
    expect(parseIdType('passport_deu')).toEqual({ kind: 'passport', country: 'DE' })
    expect(['', '-', 'library_card', 'passport_zz', 'us', 'constructor'].map(parseIdType)).toEqual(
      Array(6).fill(undefined),
    )
  })
})

describe('what a workflow accepts', () => {
  const passport = { kind: 'passport', country: 'D<<' }
  it('is everything without a rule and with an empty one', () => {
    expect(isDocumentAccepted({}, passport)).toBe(true)
    expect(isDocumentAccepted({ valid_countries: {}, valid_id_types: {} }, passport)).toBe(true)
  })

  it('is what the map names as true, or everything but what it names as false', () => {
    const accepts = (valid_countries: Record<string, boolean>) => isDocumentAccepted({ valid_countries }, passport)
    expect([accepts({ DE: true }), accepts({ deu: true, FR: false }), accepts({ FR: false })]).toEqual([
      true,
      true,
      true,
    ])
    expect([accepts({ FR: true }), accepts({ DE: false }), accepts({ DE: false, FR: true })]).toEqual([
      false,
      false,
      false,
    ])
    expect(isDocumentAccepted({ valid_countries: { FR: true }, accept_all_countries: true }, passport)).toBe(true)
  })

  it('asks kind and country of the same entry', () => {
    const accepts = (valid_id_types: Record<string, boolean>) => isDocumentAccepted({ valid_id_types }, passport)
    expect([accepts({ passport: true }), accepts({ 'passport-de': true })]).toEqual([true, true])
    expect([accepts({ 'passport-us': true }), accepts({ national_id: true, 'drivers_license-de': true })]).toEqual([
      false,
      false,
    ])
    expect([accepts({ passport: false }), accepts({ visa: false })]).toEqual([false, true])
  })

  it('an issuer that is no country is on no list', () => {
    expect(isDocumentAccepted({ valid_countries: { US: true } }, { kind: 'passport', country: 'UTO' })).toBe(false)
    expect(isDocumentAccepted({ valid_countries: { US: false } }, { kind: 'passport', country: '' })).toBe(true)
  })
})
