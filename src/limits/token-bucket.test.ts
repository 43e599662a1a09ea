import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { worstExcess } from '../../test/harness/hammer.ts'
import type { Limit } from './limiter.ts'
import { type Bucket, fullAtUs, MICRO_TOKENS, takeToken, waitForTokenMs } from './token-bucket.ts'

const CONTRACT: Limit = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
const START_US = 1_795_500_000_000_000

const limits = fc.record({
  ratePerSecond: fc.integer({ min: 1, max: 1000 }),
  burst: fc.integer({ min: 1, max: 500 }),
  dailyQuota: fc.constant(1_000_000),
})

/** Gaps between arrivals in microseconds: bursts, a busy client, pauses. */
const gaps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 1000 }) },
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 5_000_000 }) },
  ),
  { minLength: 1, maxLength: 400 },
)

/** Runs arrivals through one bucket; answers the times at which one was admitted. */
function admit(timesUs: readonly number[], limitAt: (index: number) => Limit): number[] {
  const admitted: number[] = []
  let bucket: Bucket | undefined
  for (const [index, nowUs] of timesUs.entries()) {
    const taken = takeToken(bucket, limitAt(index), nowUs)
    if (taken.admitted) admitted.push(nowUs)
    bucket = taken.bucket
  }
  return admitted
}

function toTimes(gapsUs: readonly number[]): number[] {
  let nowUs = START_US
  return gapsUs.map((gap) => {
    nowUs += gap
    return nowUs
  })
}

describe('the token bucket', () => {
  it('admits at most burst + rate · t in any window, whatever the arrivals', () => {
    fc.assert(
      fc.property(limits, gaps, (limit, arrivals) => {
        expect(
          worstExcess(
            limit,
            admit(toTimes(arrivals), () => limit),
          ),
        ).toBeLessThanOrEqual(1e-9)
      }),
    )
  })

  it('loses nothing: a client that never pauses is granted the whole of burst + rate · t', () => {
    fc.assert(
      fc.property(
        limits,
        fc.integer({ min: 100, max: 1000 }),
        fc.integer({ min: 1, max: 3000 }),
        (limit, gapUs, count) => {
          // A bucket of one overflows between two questions that do not fall on its beat; that is not a loss of ours.
          fc.pre(gapUs * limit.ratePerSecond <= MICRO_TOKENS && limit.burst >= 2)
          const times = toTimes(new Array<number>(count).fill(gapUs))
          const spanUs = gapUs * (count - 1)
          const bound = Math.floor(limit.burst + (spanUs * limit.ratePerSecond) / MICRO_TOKENS)
          expect(admit(times, () => limit).length).toBe(Math.min(count, bound))
        },
      ),
    )
  })

  it('never refuses a steady client at 20 a second, also when its requests jitter by half a gap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -25_000, max: 25_000 }), { minLength: 200, maxLength: 1000 }),
        (jitter) => {
          const times = jitter.map((offsetUs, index) => START_US + index * 50_000 + offsetUs)
          expect(admit(times, () => CONTRACT).length).toBe(times.length)
        },
      ),
    )
  })

  it('mints no token from a clock that goes back and forth', () => {
    const steps = fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(limits, steps, (limit, jumps) => {
        const times = toTimes(jumps)
        const progressUs = Math.max(...times) - (times[0] ?? 0)
        const bound = limit.burst + (progressUs * limit.ratePerSecond) / MICRO_TOKENS
        expect(admit(times, () => limit).length).toBeLessThanOrEqual(bound)
      }),
    )
  })

  it('takes a clock that went back for one that stands still: it loses no token either', () => {
    const steps = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(limits, steps, (limit, jumps) => {
        const times = toTimes(jumps)
        const standing = times.map((_time, index) => Math.max(...times.slice(0, index + 1)))
        expect(admit(times, () => limit).length).toBe(admit(standing, () => limit).length)
      }),
    )
  })

  it('keeps the bound of the widest limit while limits change at random', () => {
    fc.assert(
      fc.property(fc.array(limits, { minLength: 2, maxLength: 8 }), gaps, (choices, arrivals) => {
        const limitAt = (index: number): Limit => choices[index % choices.length] ?? CONTRACT
        const widest: Limit = {
          ratePerSecond: Math.max(...choices.map((limit) => limit.ratePerSecond)),
          burst: Math.max(...choices.map((limit) => limit.burst)),
          dailyQuota: 0,
        }
        expect(worstExcess(widest, admit(toTimes(arrivals), limitAt))).toBeLessThanOrEqual(1e-9)
      }),
    )
  })

  it('holds whole micro-tokens between nothing and the burst, also at a rate that is a fraction', () => {
    const rates = fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1000)
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 100 }), gaps, (ratePerSecond, burst, arrivals) => {
        let bucket: Bucket | undefined
        for (const nowUs of toTimes(arrivals)) {
          bucket = takeToken(bucket, { ratePerSecond, burst }, nowUs).bucket
          expect(Number.isSafeInteger(bucket.microTokens)).toBe(true)
          expect(bucket.microTokens).toBeGreaterThanOrEqual(0)
          expect(bucket.microTokens).toBeLessThanOrEqual(burst * MICRO_TOKENS)
        }
      }),
    )
  })

  it('hands back the very same bucket when it refuses: a refusal costs nothing', () => {
    const empty = { microTokens: 999_999, atUs: START_US }
    const refused = takeToken(empty, CONTRACT, START_US)
    expect(refused.admitted).toBe(false)
    expect(refused.bucket).toBe(empty)
  })

  it('names a wait after which a token is there, and before which none was', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: MICRO_TOKENS - 1 }), (limit, microTokens) => {
        const bucket = { microTokens, atUs: START_US }
        const waitMs = waitForTokenMs(bucket, limit, START_US)
        expect(takeToken(bucket, limit, START_US + waitMs * 1000).admitted).toBe(true)
        expect(takeToken(bucket, limit, START_US + (waitMs - 1) * 1000).admitted).toBe(false)
      }),
    )
  })

  it('spills at once when the burst shrinks, and fills at the faster rate when that grows', () => {
    const full = { microTokens: 35 * MICRO_TOKENS, atUs: START_US }
    expect(takeToken(full, { ratePerSecond: 25, burst: 5 }, START_US).remaining).toBe(4)
    const empty = { microTokens: 0, atUs: START_US }
    expect(takeToken(empty, { ratePerSecond: 1000, burst: 35 }, START_US + 10_000).remaining).toBe(9)
  })

  it('is full no earlier than it says', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: MICRO_TOKENS }), (limit, microTokens) => {
        const bucket = { microTokens, atUs: START_US }
        expect(takeToken(bucket, limit, fullAtUs(bucket, limit)).remaining).toBe(limit.burst - 1)
      }),
    )
  })
})
