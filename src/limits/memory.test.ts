import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type FakeClock, fakeClock } from '../lib/clock.ts'
import { createLogger } from '../lib/log.ts'
import type { DayCount, DayCountStore } from './day-count-store.ts'
import type { Limiter } from './limiter.ts'
import { openMemoryLimiter } from './memory.ts'

const LIMIT = { ratePerSecond: 1000, burst: 1000, dailyQuota: 100 }
/** For a busy machine; a second is what it takes. */
const PATIENCE_MS = 20_000
const LAST_MINUTE_MS = Date.UTC(2026, 10, 24, 23, 59, 0)

/** A store as the database would be: keeps the greatest count, outlives the limiter, and can be made to fail. */
class RememberingStore implements DayCountStore {
  readonly kept = new Map<string, DayCount>()
  readonly saves: Array<readonly DayCount[]> = []
  failing = false

  async load(day: string): Promise<readonly DayCount[]> {
    return [...this.kept.values()].filter((row) => row.day === day)
  }

  async save(rows: readonly DayCount[]): Promise<void> {
    if (this.failing) throw new Error('the database is away')
    this.saves.push(rows)
    for (const row of rows) {
      const key = `${row.day} ${row.subject}`
      this.kept.set(key, { ...row, count: Math.max(row.count, this.kept.get(key)?.count ?? 0) })
    }
  }
}

function open(store: DayCountStore, clock: FakeClock = fakeClock(LAST_MINUTE_MS)): Promise<Limiter> {
  const monotonicUs = (): number => clock.nowMs() * 1000
  return openMemoryLimiter({ clock, store, logger: createLogger('silent'), monotonicUs })
}

async function take(limiter: Limiter, subject: string, count: number): Promise<number> {
  let admitted = 0
  for (let i = 0; i < count; i++) admitted += (await limiter.take(subject, LIMIT)).admitted ? 1 : 0
  return admitted
}

async function until(condition: () => boolean): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`not true within ${PATIENCE_MS} ms`)
    await wait(10)
  }
}

it('a restart does not give the day back', async () => {
  const store = new RememberingStore()
  const first = await open(store)
  expect(await take(first, 'a', 60)).toBe(60)
  await first.close()
  const second = await open(store)
  expect(await take(second, 'a', 60)).toBe(40)
  await second.close()
})

it('a process that is killed has saved its counts up to a second before', async () => {
  const store = new RememberingStore()
  const killed = await open(store)
  await take(killed, 'a', 60)
  await until(() => store.kept.size === 1)
  const next = await open(store)
  expect(await take(next, 'a', 60)).toBe(40)
  await Promise.all([killed.close(), next.close()])
})

it('only counts that changed are saved, and nothing when none did', async () => {
  const store = new RememberingStore()
  const limiter = await open(store)
  await take(limiter, 'a', 1)
  await take(limiter, 'b', 1)
  await until(() => store.saves.length === 1)
  await take(limiter, 'b', 1)
  await until(() => store.saves.length === 2)
  expect(store.saves[1]).toEqual([{ subject: 'b', day: '2026-11-24', count: 2 }])
  await limiter.close()
  expect(store.saves).toHaveLength(2)
})

it('the quota starts afresh at 00:00 UTC, and a restart after it does not bring the old count back', async () => {
  const store = new RememberingStore()
  const clock = fakeClock(LAST_MINUTE_MS)
  const limiter = await open(store, clock)
  expect(await take(limiter, 'a', 120)).toBe(100)
  clock.set(LAST_MINUTE_MS + 59_999)
  expect(await limiter.take('a', LIMIT)).toMatchObject({ limitedBy: 'quota', retryAfterMs: 1 })
  clock.set(LAST_MINUTE_MS + 60_000)
  expect(await limiter.take('a', LIMIT)).toMatchObject({ admitted: true, quotaRemaining: 99 })
  await limiter.close()
  expect([...store.kept.values()].map((row) => [row.day, row.count])).toEqual([
    ['2026-11-24', 100],
    ['2026-11-25', 1],
  ])
  const next = await open(store, clock)
  expect(await next.take('a', LIMIT)).toMatchObject({ quotaRemaining: 98 })
  await next.close()
})

it('counts that could not be saved are kept and saved when the store is back, the limits holding meanwhile', async () => {
  const store = new RememberingStore()
  const limiter = await open(store)
  store.failing = true
  await take(limiter, 'a', 60)
  await take(limiter, 'b', 1)
  await until(() => limiter.state() === 'degraded')
  expect(await take(limiter, 'a', 60)).toBe(40)
  expect(limiter.degradedDecisions()).toBe(60)
  store.failing = false
  await until(() => limiter.state() === 'ok')
  expect([...store.kept.values()]).toEqual([
    { subject: 'a', day: '2026-11-24', count: 100 },
    { subject: 'b', day: '2026-11-24', count: 1 },
  ])
  await limiter.close()
})

it('a day that cannot be loaded is an error, not an empty day', async () => {
  const store = { load: () => Promise.reject(new Error('the database is away')), save: async () => {} }
  await expect(open(store)).rejects.toThrow('the database is away')
})

it('a step of the wall clock neither fills a bucket nor freezes it', async () => {
  const clock = fakeClock(LAST_MINUTE_MS)
  const options = { clock, store: new RememberingStore(), logger: createLogger('silent') }
  const limiter = await openMemoryLimiter(options)
  const slow = { ...LIMIT, ratePerSecond: 2, burst: 1 }
  expect(await limiter.take('a', slow)).toMatchObject({ admitted: true })
  clock.advance(30_000)
  expect(await limiter.take('a', slow)).toMatchObject({ admitted: false })
  clock.advance(-3_600_000)
  await wait(510)
  expect(await limiter.take('a', slow)).toMatchObject({ admitted: true })
  await limiter.close()
})
