import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hammer, worstExcess } from '../../test/harness/hammer.ts'
import { type RedisServer, redisMissing, startRedis } from '../../test/harness/redis.ts'
import { systemClock } from '../lib/clock.ts'
import { createLogger } from '../lib/log.ts'
import type { Limit, LimitDecision, Limiter } from './limiter.ts'
import { openMemoryLimiter } from './memory.ts'
import { openRedisLimiter } from './redis.ts'

const LIMIT: Limit = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
/** So slow that a test sees no refill. */
const STILL: Limit = { ...LIMIT, ratePerSecond: 1 }
const logger = createLogger('silent')

let server: RedisServer | undefined
if (redisMissing) console.warn(`limits on Redis are not tested: ${redisMissing}`)

beforeAll(async () => {
  if (!redisMissing) server = await startRedis()
})
afterAll(() => server?.stop())

const backends = [
  {
    name: 'in this process',
    skip: false,
    open: () =>
      openMemoryLimiter({ clock: systemClock, logger, store: { load: async () => [], save: async () => {} } }),
  },
  {
    name: 'on Redis',
    skip: redisMissing !== undefined,
    open: () => openRedisLimiter({ url: server?.url ?? '', nodes: 1, clock: systemClock, logger }),
  },
]

for (const backend of backends) {
  describe.skipIf(backend.skip)(`the limiter ${backend.name}`, () => {
    let limiter: Limiter
    let subject = ''
    let subjects = 0

    beforeEach(async () => {
      limiter = await backend.open()
      subjects += 1
      subject = `organization-${subjects}:live`
    })
    afterEach(async () => {
      expect(limiter.degradedDecisions()).toBe(0)
      await limiter.close()
    })

    async function takeMany(count: number, limit: Limit): Promise<LimitDecision[]> {
      return Promise.all(Array.from({ length: count }, () => limiter.take(subject, limit)))
    }

    it('admits the burst at once and then refuses for the rate, with a wait', async () => {
      const decisions = await takeMany(50, STILL)
      const refused = decisions.filter((decision) => !decision.admitted)
      expect(refused).toHaveLength(15)
      for (const decision of refused) {
        expect(decision).toMatchObject({ limitedBy: 'rate', burstRemaining: 0, quotaRemaining: 9965 })
        expect(decision.retryAfterMs).toBeGreaterThan(0)
        expect(decision.retryAfterMs).toBeLessThanOrEqual(1000)
      }
    })

    it('knows how many requests it has admitted today', async () => {
      expect(await limiter.used(subject)).toBe(0)
      await takeMany(50, STILL)
      expect(await limiter.used(subject)).toBe(35)
    })

    it('charges a refused request nothing: after a hundred refusals the wait is as it was', async () => {
      await takeMany(135, LIMIT)
      const { retryAfterMs } = await limiter.take(subject, { ...LIMIT, ratePerSecond: 2 })
      await wait(retryAfterMs)
      expect(await limiter.take(subject, { ...LIMIT, ratePerSecond: 2 })).toMatchObject({ admitted: true })
    })

    it('admits the quota to the last request and not one more, under concurrent callers', async () => {
      const limit = { ratePerSecond: 1000, burst: 1000, dailyQuota: 700 }
      const decisions = await takeMany(900, limit)
      expect(decisions.filter((decision) => decision.admitted)).toHaveLength(700)
      const refused = decisions.filter((decision) => !decision.admitted)
      for (const decision of refused) {
        expect(decision).toMatchObject({ limitedBy: 'quota', quotaRemaining: 0 })
        expect(decision.burstRemaining).toBeGreaterThanOrEqual(300)
        expect(decision.retryAfterMs).toBe(decision.quotaResetsInMs)
      }
    })

    it('says how long the UTC day still lasts', async () => {
      const before = msToMidnight()
      const { quotaResetsInMs } = await limiter.take(subject, LIMIT)
      expect(Math.abs(before - quotaResetsInMs)).toBeLessThan(2000)
    })

    it('applies a changed quota to what was already counted', async () => {
      await takeMany(10, LIMIT)
      expect(await limiter.take(subject, { ...LIMIT, dailyQuota: 10 })).toMatchObject({ limitedBy: 'quota' })
      expect(await limiter.take(subject, { ...LIMIT, dailyQuota: 12 })).toMatchObject({ quotaRemaining: 1 })
    })

    it('applies a smaller burst and a faster rate at once', async () => {
      expect(await limiter.take(subject, STILL)).toMatchObject({ burstRemaining: 34 })
      expect(await limiter.take(subject, { ...STILL, burst: 5 })).toMatchObject({ burstRemaining: 4 })
      await takeMany(10, { ...STILL, burst: 5 })
      await wait(20)
      const faster = { ...LIMIT, ratePerSecond: 1000 }
      expect((await limiter.take(subject, faster)).burstRemaining).toBeGreaterThanOrEqual(15)
    })

    it('keeps subjects apart', async () => {
      await takeMany(40, STILL)
      expect(await limiter.take(`${subject}-other`, STILL)).toMatchObject({ burstRemaining: 34 })
    })

    it('never refuses a steady client at 20 a second', async () => {
      const startMs = performance.now()
      for (let i = 0; i < 60; i++) {
        expect(await limiter.take(subject, LIMIT)).toMatchObject({ admitted: true })
        await wait(Math.max(0, startMs + (i + 1) * 50 - performance.now()))
      }
    })

    it('grants a client that never pauses all of burst + rate · t, and no window more', async () => {
      const result = await hammer(limiter, { subject, limit: LIMIT, callers: 8, durationMs: 1500 })
      const bound = LIMIT.burst + (LIMIT.ratePerSecond * (result.lastUs - result.firstUs)) / 1e6
      expect(result.admittedAtUs.length).toBe(Math.floor(bound))
      expect(worstExcess(LIMIT, result.admittedAtUs)).toBeLessThanOrEqual(0)
    })
  })
}

function msToMidnight(): number {
  const now = new Date()
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - now.getTime()
}
