import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_WAIT_MS, parseRetryAfter, retryDelayMs } from './backoff.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const retry = fc.integer({ min: 0, max: 60 })
const asked = fc.integer({ min: 0, max: 10_000_000 })

describe('retryDelayMs', () => {
  it('lies between nothing and 0.5 s · 2^retry, at most 8 s', () => {
    fc.assert(
      fc.property(retry, chance, (count, random) => {
        const delay = retryDelayMs(count, random)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(Math.min(8000, 500 * 2 ** count))
      }),
    )
  })

  it('uses the whole range: no chance is no wait, full chance is the bound', () => {
    expect([0, 1, 2, 3, 4, 5].map((count) => retryDelayMs(count, 0))).toEqual([0, 0, 0, 0, 0, 0])
    expect([0, 1, 2, 3, 4, 5].map((count) => retryDelayMs(count, 1))).toEqual([500, 1000, 2000, 4000, 8000, 8000])
  })

  it('is never less than the server asks for, up to 60 s', () => {
    fc.assert(
      fc.property(retry, chance, asked, (count, random, retryAfterMs) => {
        const delay = retryDelayMs(count, random, retryAfterMs)
        expect(delay).toBeGreaterThanOrEqual(Math.min(MAX_WAIT_MS, retryAfterMs))
        expect(delay).toBeLessThanOrEqual(MAX_WAIT_MS)
      }),
    )
  })
})

describe('parseRetryAfter', () => {
  const nowMs = Date.UTC(2026, 10, 24, 12, 0, 0)

  it('takes whole seconds', () => {
    expect(['0', '1', ' 120 '].map((text) => parseRetryAfter(text, nowMs))).toEqual([0, 1000, 120_000])
  })

  it('takes an HTTP date; one that is past means now', () => {
    expect(parseRetryAfter('Tue, 24 Nov 2026 12:00:30 GMT', nowMs)).toBe(30_000)
    expect(parseRetryAfter('Tue, 24 Nov 2026 11:00:00 GMT', nowMs)).toBe(0)
  })

  it('takes nothing else', () => {
    for (const text of ['', '-1', '1.5', 'soon', '2026-11-24', 'Xyz, 99 Foo 2026 12:00:00 GMT']) {
      expect(parseRetryAfter(text, nowMs)).toBeUndefined()
    }
    expect(parseRetryAfter(null, nowMs)).toBeUndefined()
  })

  it('undoes what Date writes, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e8 }), (seconds) => {
        expect(parseRetryAfter(new Date(nowMs + seconds * 1000).toUTCString(), nowMs)).toBe(seconds * 1000)
      }),
    )
  })
})
