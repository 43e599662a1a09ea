import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveKey, equalBytes, hmacSha256, randomBase62, seal, sha256, toBase62, unseal } from './crypto.ts'

const KEY = Buffer.alloc(32, 1)

describe('digests and derivation', () => {
  it('HMAC-SHA256 and SHA-256 are the standards’ (RFC 4231 case 2, FIPS 180-4 "abc")', () => {
    expect(hmacSha256(Buffer.from('Jefe'), 'what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
    expect(sha256('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('keys of two purposes or two roots have nothing in common', () => {
    const keys = ['a', 'b'].flatMap((purpose) => [KEY, Buffer.alloc(32, 2)].map((root) => deriveKey(root, purpose)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(4)
    expect(keys.every((key) => key.byteLength === 32)).toBe(true)
    expect(deriveKey(KEY, 'a')).toEqual(keys[0])
  })
})

describe('sealing', () => {
  it('opens to the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (plain, context) => {
        const sealed = seal(KEY, plain, context)
        expect(unseal(KEY, sealed, context)).toEqual(Buffer.from(plain))
        expect(unseal(KEY, new Uint8Array(sealed), context)).toEqual(Buffer.from(plain))
      }),
    )
  })

  it('does not open when any bit, the key or the context differs, or when it was cut', () => {
    const sealed = seal(KEY, Buffer.from('a passport'), 'row 1')
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(sealed)
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        expect(() => unseal(KEY, flipped, 'row 1')).toThrow()
      }),
    )
    expect(() => unseal(Buffer.alloc(32, 2), sealed, 'row 1')).toThrow()
    expect(() => unseal(KEY, sealed, 'row 2')).toThrow()
    for (let length = 0; length < sealed.length; length++) {
      expect(() => unseal(KEY, sealed.subarray(0, length), 'row 1')).toThrow()
    }
  })

  it('two seals of the same bytes are not alike', () => {
    expect(seal(KEY, Buffer.from('x'), '').equals(seal(KEY, Buffer.from('x'), ''))).toBe(false)
  })
})

describe('small parts', () => {
  it('bytes of different lengths are unequal and not an error', () => {
    expect(equalBytes(Buffer.from('a'), Buffer.from('ab'))).toBe(false)
    expect(equalBytes(Buffer.from('ab'), Buffer.from('ab'))).toBe(true)
    expect(equalBytes(Buffer.from('ab'), Buffer.from('ac'))).toBe(false)
  })

  it('base 62 keeps the order of numbers and pads with zeros', () => {
    expect([toBase62(0, 3), toBase62(61, 3), toBase62(62, 3), toBase62(0xffffffff, 6)]).toEqual([
      '000',
      '00z',
      '010',
      '4gfFC3',
    ])
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(toBase62(a, 6) < toBase62(b, 6)).toBe(a < b)
      }),
    )
  })

  it('random base 62 uses every character about as often as any other', () => {
    const counts = new Map<string, number>()
    for (const character of randomBase62(62_000)) counts.set(character, (counts.get(character) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // Mean 1,000, standard deviation 31: seven of them happen once in 10^10 runs.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(220)
  })
})
