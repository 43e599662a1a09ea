/** Proves that prepared HMAC keys digest as RFC 4231 and Node do. */
import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HmacKey } from './hmac-key.ts'

describe('HmacKey', () => {
  it.each([
    // RFC 4231 §4.2, §4.3, §4.7
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      Buffer.alloc(131, 0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('digests the vectors of RFC 4231', (key, text, hex) => {
    expect(new HmacKey(key).hex(text)).toBe(hex)
    expect(new HmacKey(key).digest(text).toString('hex')).toBe(hex)
  })

  it('digests any text under any key as Node does, whatever it digested before', () => {
    const key = randomBytes(32)
    const reused = new HmacKey(key)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.uint8Array({ maxLength: 100 }), (text, other) => {
        const wanted = (bytes: Uint8Array) => createHmac('sha256', bytes).update(text).digest('hex')
        expect(reused.hex(text)).toBe(wanted(key))
        expect(new HmacKey(other).hex(text)).toBe(wanted(other))
      }),
    )
  })
})
