import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Tallies } from './tallies.ts'

const LIMIT = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
const NOON_MS = Date.UTC(2026, 10, 24, 12)
const LAST_SECOND_MS = Date.UTC(2026, 10, 24, 23, 59, 59)

function at(ms: number): { us: number; ms: number } {
  return { us: ms * 1000, ms }
}

describe('buckets and day counts in this process', () => {
  it('admit a new subject its burst and its day, and count down', () => {
    const tallies = new Tallies(at(NOON_MS))
    expect(tallies.take('a', LIMIT, at(NOON_MS))).toEqual({
      admitted: true,
      burstRemaining: 34,
      quotaRemaining: 9999,
      retryAfterMs: 0,
      quotaResetsInMs: 12 * 3_600_000,
      decidedAtUs: NOON_MS * 1000,
    })
  })

  it('refuse the 36th at once for the rate, and charge it neither token nor day', () => {
    const tallies = new Tallies(at(NOON_MS))
    for (let i = 0; i < 35; i++) expect(tallies.take('a', LIMIT, at(NOON_MS)).admitted).toBe(true)
    for (let i = 0; i < 100; i++) {
      const refused = tallies.take('a', LIMIT, at(NOON_MS))
      expect(refused).toMatchObject({ admitted: false, limitedBy: 'rate', burstRemaining: 0, retryAfterMs: 40 })
      expect(refused.quotaRemaining).toBe(9965)
    }
    expect(tallies.take('a', LIMIT, at(NOON_MS + 39)).admitted).toBe(false)
    expect(tallies.take('a', LIMIT, at(NOON_MS + 40)).admitted).toBe(true)
  })

  it('refuse for the quota until 00:00 UTC, and take no token for it', () => {
    const limit = { ...LIMIT, dailyQuota: 3 }
    const tallies = new Tallies(at(LAST_SECOND_MS))
    for (let i = 0; i < 3; i++) expect(tallies.take('a', limit, at(LAST_SECOND_MS)).admitted).toBe(true)
    const refused = tallies.take('a', limit, at(LAST_SECOND_MS))
    expect(refused).toMatchObject({ admitted: false, limitedBy: 'quota', burstRemaining: 32, quotaRemaining: 0 })
    expect(refused.retryAfterMs).toBe(1000)
    expect(tallies.take('a', limit, at(LAST_SECOND_MS + 999)).admitted).toBe(false)
    expect(tallies.take('a', limit, at(LAST_SECOND_MS + 1000))).toMatchObject({ admitted: true, quotaRemaining: 2 })
  })

  it('apply a changed quota to what was already counted', () => {
    const tallies = new Tallies(at(NOON_MS))
    for (let i = 0; i < 10; i++) tallies.take('a', LIMIT, at(NOON_MS))
    expect(tallies.take('a', { ...LIMIT, dailyQuota: 10 }, at(NOON_MS))).toMatchObject({ limitedBy: 'quota' })
    expect(tallies.take('a', { ...LIMIT, dailyQuota: 12 }, at(NOON_MS))).toMatchObject({ quotaRemaining: 1 })
    expect(tallies.take('a', { ...LIMIT, dailyQuota: 0 }, at(NOON_MS))).toMatchObject({ quotaRemaining: 0 })
  })

  it('do not give a day again when the clock goes back over midnight', () => {
    const limit = { ...LIMIT, dailyQuota: 2 }
    const tallies = new Tallies(at(LAST_SECOND_MS + 1000))
    for (let i = 0; i < 2; i++) tallies.take('a', limit, at(LAST_SECOND_MS + 1000))
    expect(tallies.take('a', limit, at(LAST_SECOND_MS)).limitedBy).toBe('quota')
    expect(tallies.take('a', limit, at(LAST_SECOND_MS + 1000)).limitedBy).toBe('quota')
  })

  it('never exceed the quota of a day, whatever the times and limits', () => {
    const steps = fc.array(fc.integer({ min: -7_200_000, max: 7_200_000 }), { minLength: 50, maxLength: 500 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 20 }), (jumps, dailyQuota) => {
        let ms = NOON_MS
        const tallies = new Tallies(at(ms))
        const perDay = new Map<number, number>()
        for (const jump of jumps) {
          ms += jump
          if (!tallies.take('a', { ...LIMIT, dailyQuota }, at(ms)).admitted) continue
          const day = tallies.day(ms)
          perDay.set(day, (perDay.get(day) ?? 0) + 1)
        }
        for (const count of perDay.values()) expect(count).toBeLessThanOrEqual(dailyQuota)
      }),
    )
  })

  it('keep subjects apart', () => {
    const tallies = new Tallies(at(NOON_MS))
    for (let i = 0; i < 40; i++) tallies.take('a', LIMIT, at(NOON_MS))
    expect(tallies.take('b', LIMIT, at(NOON_MS)).burstRemaining).toBe(34)
  })

  it('forget a bucket only when it is full again, and its day not at all', () => {
    const tallies = new Tallies(at(NOON_MS))
    for (let i = 0; i < 35; i++) tallies.take('a', LIMIT, at(NOON_MS))
    tallies.sweep(at(NOON_MS + 1399).us)
    expect(tallies.bucketCount).toBe(1)
    tallies.sweep(at(NOON_MS + 1400).us)
    expect(tallies.bucketCount).toBe(0)
    expect(tallies.take('a', LIMIT, at(NOON_MS + 1400))).toMatchObject({ burstRemaining: 34, quotaRemaining: 9964 })
  })

  it('report only what changed, and the last counts of a day that has ended', () => {
    const tallies = new Tallies(at(LAST_SECOND_MS))
    tallies.take('a', LIMIT, at(LAST_SECOND_MS))
    tallies.take('b', LIMIT, at(LAST_SECOND_MS))
    expect(tallies.drainChanges()).toHaveLength(2)
    tallies.take('a', LIMIT, at(LAST_SECOND_MS))
    tallies.take('a', LIMIT, at(LAST_SECOND_MS + 1000))
    expect(tallies.drainChanges()).toEqual([
      { subject: 'a', day: '2026-11-24', count: 2 },
      { subject: 'a', day: '2026-11-25', count: 1 },
    ])
    expect(tallies.drainChanges()).toEqual([])
  })
})
