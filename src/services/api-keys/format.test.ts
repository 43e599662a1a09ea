import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateKey, inspectKey, parseKey } from './format.ts'

const environments = fc.constantFrom('live' as const, 'sandbox' as const)

describe('the form of a key', () => {
  it('fits every key that is made, and names its environment', () => {
    fc.assert(
      fc.property(environments, (environment) => {
        const key = generateKey(environment)
        expect(key).toMatch(/^sk_(live|test)_[0-9A-Za-z]{38}$/)
        expect(parseKey(key)).toBe(environment)
      }),
    )
  })

  it('fits no key in which one character was mistyped', () => {
    const typo = fc.record({ environment: environments, at: fc.nat(45), to: fc.constantFrom(...'09AZaz_-é ') })
    fc.assert(
      fc.property(typo, ({ environment, at, to }) => {
        const key = generateKey(environment)
        fc.pre(key[at] !== to)
        expect(parseKey(key.slice(0, at) + to + key.slice(at + 1))).toBeUndefined()
      }),
    )
  })

  it('fits no string that was not made as a key, whatever its length and script', () => {
    const junk = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.stringMatching(/^sk_live_[0-9A-Za-z]{38}$/),
    )
    fc.assert(
      fc.property(junk, (text) => {
        expect(parseKey(text)).toBeUndefined()
      }),
    )
  })

  it('says what is wrong, without repeating the string', () => {
    const key = generateKey('live')
    const problems = {
      [`pk_live_${key.slice(8)}`]: 'does not begin with',
      [`${key}x`]: '47 characters long',
      [`sk_live_${'x'.repeat(10_000)}`]: '10008 characters long',
      [`sk_live_${'é'.repeat(38)}`]: 'neither a letter',
      [`sk_test_${key.slice(8)}`]: 'checksum is wrong',
    }
    for (const [text, problem] of Object.entries(problems)) {
      const found = inspectKey(text)
      if (found.environment) throw new Error('a wrong string was taken for a key')
      expect(found.problem).toContain(problem)
      expect(found.problem).not.toContain(text.slice(8))
    }
  })
})
