import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requireFileSignature, SIGNED_URL_LIFE_MS, signFileUrl } from './signed-url.ts'

const KEY = [Buffer.alloc(32, 7)] as const
const NOW_MS = Date.UTC(2026, 0, 1)
const FILE = { fileKey: 'c0ffee00-0000-4000-8000-000000000001', operation: 'get' as const }

function sign(expiresAtMs: number) {
  const url = new URL(signFileUrl(KEY, 'https://idv.example.com', { ...FILE, expiresAtMs }))
  const [expires, signature] = [url.searchParams.get('expires') ?? '', url.searchParams.get('signature') ?? '']
  return { url, expires, signature }
}

describe('a signed URL', () => {
  it('is absolute, names the file and is good until its last second', () => {
    const { url, expires, signature } = sign(NOW_MS + SIGNED_URL_LIFE_MS)
    expect(url.origin + url.pathname).toBe(`https://idv.example.com/files/${FILE.fileKey}`)
    const use = (nowMs: number) => () => requireFileSignature(KEY, { ...FILE, expires, signature }, nowMs)
    expect(use(NOW_MS)).not.toThrow()
    expect(use(NOW_MS + SIGNED_URL_LIFE_MS - 1)).not.toThrow()
    expect(use(NOW_MS + SIGNED_URL_LIFE_MS)).toThrow('not valid or has expired')
    expect(SIGNED_URL_LIFE_MS).toBe(15 * 60_000)
  })

  it('is refused for another file, another operation, a later time, another key or another signature', () => {
    const { expires, signature } = sign(NOW_MS + 1000)
    const given = { ...FILE, expires, signature }
    const wrong = [
      { ...given, fileKey: 'c0ffee00-0000-4000-8000-000000000002' },
      { ...given, operation: 'put' as const },
      { ...given, expires: String(Number(expires) + 1) },
      { ...given, signature: '' },
      { ...given, signature: signature.slice(0, -2) },
    ]
    for (const file of wrong) expect(() => requireFileSignature(KEY, file, NOW_MS)).toThrow()
    expect(() => requireFileSignature([Buffer.alloc(32, 8)], given, NOW_MS)).toThrow()
    expect(() => requireFileSignature([Buffer.alloc(32, 8), ...KEY], given, NOW_MS)).not.toThrow()
    fc.assert(
      fc.property(fc.nat(42), fc.constantFrom(...'AQgw'), (place, character) => {
        const altered = signature.slice(0, place) + character + signature.slice(place + 1)
        fc.pre(!Buffer.from(altered, 'base64url').equals(Buffer.from(signature, 'base64url')))
        expect(() => requireFileSignature(KEY, { ...given, signature: altered }, NOW_MS)).toThrow()
      }),
    )
  })
})
