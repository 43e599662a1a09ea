import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boundOf, hammerFromProcesses, worstExcess } from '../../test/harness/hammer.ts'
import { type RedisServer, redisMissing, startRedis } from '../../test/harness/redis.ts'
import { systemClock } from '../lib/clock.ts'
import { createLogger } from '../lib/log.ts'
import type { Limit, Limiter } from './limiter.ts'
import { openRedisLimiter } from './redis.ts'
import { TAKE_SCRIPT } from './redis-script.ts'

const LIMIT: Limit = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
const SUBJECT = 'organization:live'
const KEY = `openidv:limit:${SUBJECT}`

describe.skipIf(redisMissing !== undefined)('limits on Redis', () => {
  let server: RedisServer
  let redis: Redis
  let lines: string[]
  const opened: Limiter[] = []

  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  beforeEach(async () => {
    redis = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
    redis.on('error', () => undefined)
    await redis.flushall()
    lines = []
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((limiter) => limiter.close()))
    redis.disconnect()
  })

  async function open(nodes = 1): Promise<Limiter> {
    const logger = createLogger('info', { write: (line) => void lines.push(line) })
    const limiter = await openRedisLimiter({ url: server.url, nodes, clock: systemClock, logger })
    opened.push(limiter)
    return limiter
  }

  async function take(limiter: Limiter, count: number, limit: Limit = LIMIT): Promise<number> {
    const decisions = await Promise.all(Array.from({ length: count }, () => limiter.take(SUBJECT, limit)))
    return decisions.filter((decision) => decision.admitted).length
  }

  async function serverSeconds(): Promise<number> {
    const [seconds = 0] = await redis.time()
    return Number(seconds)
  }

  async function serverDay(): Promise<number> {
    return Math.floor((await serverSeconds()) / 86_400)
  }

  it('three processes that never pause are granted all of 35 + 25 · t together, and no window more', async () => {
    const order = { url: server.url, subject: SUBJECT, limit: LIMIT, nodes: 3, callers: 8, durationMs: 3000 }
    const result = await hammerFromProcesses(3, order)
    const bound = boundOf(LIMIT, result)
    expect(result.degraded).toBe(0)
    expect(result.refused).toBeGreaterThan(1000)
    expect(worstExcess(LIMIT, result.admittedAtUs)).toBeLessThanOrEqual(0)
    expect(result.admittedAtUs.length).toBeLessThanOrEqual(bound)
    expect(result.admittedAtUs.length).toBeGreaterThanOrEqual(Math.floor(bound))
  })

  it('three processes together are granted the quota to the last request and not one more', async () => {
    const limit = { ratePerSecond: 10_000, burst: 10_000, dailyQuota: 1234 }
    const order = { url: server.url, subject: SUBJECT, limit, nodes: 3, callers: 8, durationMs: 1500 }
    const result = await hammerFromProcesses(3, order)
    expect(result.admittedAtUs).toHaveLength(1234)
    expect(result.refused).toBeGreaterThan(100)
  })

  it('a new UTC day starts the count afresh and leaves the bucket as it is', async () => {
    const limiter = await open()
    const slow = { ...LIMIT, ratePerSecond: 0.001 }
    await take(limiter, 30, slow)
    await redis.hset(KEY, 'day', (await serverDay()) - 1, 'own:some-node', 7)
    // Of a node whose own count is of the new day, too.
    const other = await open()
    expect(await other.take(SUBJECT, slow)).toMatchObject({ quotaRemaining: 9999, burstRemaining: 4 })
    const fields = Object.keys(await redis.hgetall(KEY)).filter((field) => !/^own:[0-9a-f]{12}$/.test(field))
    expect(fields.sort()).toEqual(['at', 'day', 'tokens', 'used'])
  })

  it('a server clock that goes back mints no token and gives no day again', async () => {
    const limiter = await open()
    await take(limiter, 35)
    const seconds = await serverSeconds()
    await redis.hset(KEY, 'at', (seconds + 3600) * 1_000_000, 'tokens', 2_000_000, 'day', (await serverDay()) + 1)
    await wait(100)
    expect(await take(limiter, 5)).toBe(2)
    expect(await redis.hget(KEY, 'used')).toBe('37')
    expect(await redis.hget(KEY, 'at')).toBe(String((seconds + 3600) * 1_000_000))
  })

  it('a refusal writes nothing', async () => {
    const limiter = await open()
    const slow = { ...LIMIT, ratePerSecond: 0.001 }
    await take(limiter, 35, slow)
    const before = await redis.hgetall(KEY)
    expect(await take(limiter, 50, slow)).toBe(0)
    expect(await take(limiter, 50, { ...slow, dailyQuota: 1 })).toBe(0)
    expect(await redis.hgetall(KEY)).toEqual(before)
  })

  it('a count outlives its day, in whole numbers, and then goes by itself', async () => {
    const limiter = await open()
    await take(limiter, 1)
    expect(await redis.ttl(KEY)).toBeGreaterThan(172_790)
    expect(await redis.keys('*')).toEqual([KEY])
    for (const value of Object.values(await redis.hgetall(KEY))) expect(value).toMatch(/^\d+$/)
  })

  it('a node that starts while the server is away grants its share, and says so once', async () => {
    await server.kill()
    const limiter = await open(5)
    expect(limiter.state()).toBe('degraded')
    expect(await take(limiter, 20)).toBe(7)
    expect(limiter.degradedDecisions()).toBe(20)
    await server.start()
    await until(() => limiter.state() === 'ok')
    expect(lines.filter((line) => line.includes('out of reach'))).toHaveLength(1)
    expect(lines.filter((line) => line.includes('are back'))).toHaveLength(1)
  })

  it('a node starts although the server accepts connections and answers nothing', async () => {
    server.freeze()
    const limiter = await open()
    expect(limiter.state()).toBe('degraded')
    server.thaw()
    await until(() => limiter.state() === 'ok')
  })

  it('a server that dies mid-way degrades without an error, and what was granted meanwhile is debited once', async () => {
    const limiter = await open(1)
    expect(await take(limiter, 10)).toBe(10)
    await server.kill()
    expect(await take(limiter, 5)).toBe(5)
    expect(limiter.state()).toBe('degraded')
    await server.start()
    await until(() => limiter.state() === 'ok')
    // The server came back empty and is told what this node granted, with it and without.
    await take(limiter, 1)
    const decision = await limiter.take(SUBJECT, LIMIT)
    expect(decision).toMatchObject({ admitted: true, quotaRemaining: 10_000 - 10 - 5 - 2 })
    expect(decision.burstRemaining).toBeLessThanOrEqual(35 - 10 - 5 - 2 + 1)
  })

  it('while the server is away a node grants its share of what the day had left', async () => {
    const limiter = await open(2)
    const limit = { ratePerSecond: 1000, burst: 1000, dailyQuota: 100 }
    expect(await take(limiter, 60, limit)).toBe(60)
    await server.kill()
    expect(await take(limiter, 60, limit)).toBe(20)
    await server.start()
  })

  it('a second outage on the same day grants what the day still has, the first one paid for', async () => {
    const limiter = await open(1)
    const limit = { ratePerSecond: 1000, burst: 1000, dailyQuota: 100 }
    await take(limiter, 1, limit)
    await server.kill()
    expect(await take(limiter, 20, limit)).toBe(20)
    await server.start()
    await until(() => limiter.state() === 'ok')
    expect(await limiter.take(SUBJECT, limit)).toMatchObject({ quotaRemaining: 78 })
    await server.kill()
    expect(await take(limiter, 100, limit)).toBe(78)
    await server.start()
  })

  it('an outage grants no second burst, neither when it begins nor when it ends', async () => {
    const limiter = await open(1)
    const admitted: { sinceUs: number; untilUs: number }[] = []
    let isOver = false
    const outage = wait(1000).then(async () => {
      await server.kill()
      await wait(1000)
      await server.start()
      await until(() => limiter.state() === 'ok')
      await wait(500)
      isOver = true
    })
    while (!isOver) {
      const sinceUs = performance.now() * 1000
      const decision = await limiter.take(SUBJECT, LIMIT)
      if (decision.admitted) admitted.push({ sinceUs, untilUs: performance.now() * 1000 })
      await wait(1)
    }
    await outage
    expect(limiter.degradedDecisions()).toBeGreaterThan(0)
    // The decisions come from two clocks, so they are timed here, on both sides: a request may seem early by one token.
    for (const [first, { sinceUs }] of admitted.entries()) {
      for (const [last, { untilUs }] of admitted.entries()) {
        const bound = LIMIT.burst + (LIMIT.ratePerSecond * (untilUs - sinceUs)) / 1_000_000
        if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(bound + 1)
      }
    }
    expect(admitted.length).toBeGreaterThan(35 + 25 * 2)
  })

  it('a server that hangs costs one time-out, not one for each request, and is asked again by itself', async () => {
    const limiter = await open(1)
    await take(limiter, 1)
    server.freeze()
    const startMs = performance.now()
    await take(limiter, 10)
    // Ten time-outs of 200 ms would take 2 s.
    expect(performance.now() - startMs).toBeLessThan(1500)
    expect(limiter.state()).toBe('degraded')
    const nextMs = performance.now()
    await limiter.take(SUBJECT, LIMIT)
    expect(performance.now() - nextMs).toBeLessThan(200)
    server.thaw()
    await until(() => limiter.state() === 'ok' || void limiter.take(SUBJECT, LIMIT))
  })

  it('a server that lost its scripts is given them again', async () => {
    const limiter = await open()
    await take(limiter, 1)
    await redis.script('FLUSH')
    expect(await limiter.take(SUBJECT, LIMIT)).toMatchObject({ admitted: true })
    expect(limiter.state()).toBe('ok')
  })

  it('a subject that was not asked for between two outages gets no second burst in the second', async () => {
    const limiter = await open(1)
    const slow = { ...LIMIT, ratePerSecond: 0.001 }
    await take(limiter, 1, slow)
    await server.kill()
    expect(await take(limiter, 35, slow)).toBe(34)
    await server.start()
    await until(() => limiter.state() === 'ok')
    await server.kill()
    expect(await take(limiter, 35, slow)).toBe(0)
    await server.start()
  })

  it('debits what a node granted once, however often it is told, and what was forgotten again', async () => {
    const day = await serverDay()
    const tell = (own: number): Promise<unknown> => redis.eval(TAKE_SCRIPT, 1, KEY, 25, 35, 10_000, own, day, 'node-1')
    await tell(5)
    await tell(5)
    expect(await redis.hmget(KEY, 'used', 'own:node-1')).toEqual(['7', '7'])
    await tell(8)
    expect(await redis.hmget(KEY, 'used', 'own:node-1')).toEqual(['9', '9'])
    expect(Number(await redis.hget(KEY, 'tokens'))).toBeLessThan(27_000_000)
    await redis.hset(KEY, 'used', 4, 'own:node-1', 4)
    await tell(9)
    expect(await redis.hmget(KEY, 'used', 'own:node-1')).toEqual(['10', '10'])
    await tell(1000)
    expect(await redis.hmget(KEY, 'used', 'own:node-1')).toEqual(['1000', '1000'])
  })
})

async function until(condition: () => unknown): Promise<void> {
  const endMs = performance.now() + 20_000
  while (!condition()) {
    if (performance.now() > endMs) throw new Error('not true within 20 s')
    await wait(20)
  }
}
