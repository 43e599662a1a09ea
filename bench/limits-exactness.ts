/**
 * Measures how exactly the limits hold when one organization is hammered without pause, and what a decision costs.
 * Run: node bench/limits-exactness.ts [seconds]. Needs redis-server or valkey-server for the second half.
 */
import { cpus } from 'node:os'
import { systemClock } from '../src/lib/clock.ts'
import { createLogger } from '../src/lib/log.ts'
import type { Limit } from '../src/limits/limiter.ts'
import { openMemoryLimiter } from '../src/limits/memory.ts'
import { boundOf, type HammerResult, hammer, hammerFromProcesses, worstExcess } from '../test/harness/hammer.ts'
import { redisMissing, startRedis } from '../test/harness/redis.ts'

const LIMIT: Limit = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
const PROCESSES = 6
const CALLERS = 8
const SUBJECT = 'organization:live'

const durationMs = Number(process.argv[2] ?? 10) * 1000

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString()}`)
report(`in-process, 1 process × ${CALLERS} callers`, await measureMemory())
if (redisMissing) console.log(`Redis: skipped, ${redisMissing}`)
else report(`Redis, ${PROCESSES} processes × ${CALLERS} callers`, await measureRedis())

async function measureMemory(): Promise<HammerResult> {
  const store = { load: async () => [], save: async () => {} }
  const limiter = await openMemoryLimiter({ clock: systemClock, logger: createLogger('warn'), store })
  const result = await hammer(limiter, { subject: SUBJECT, limit: LIMIT, callers: CALLERS, durationMs })
  await limiter.close()
  return result
}

async function measureRedis(): Promise<HammerResult> {
  const server = await startRedis()
  try {
    const order = { url: server.url, subject: SUBJECT, limit: LIMIT, nodes: PROCESSES, callers: CALLERS, durationMs }
    return await hammerFromProcesses(PROCESSES, order)
  } finally {
    await server.stop()
  }
}

function report(title: string, result: HammerResult): void {
  const bound = boundOf(LIMIT, result)
  const admitted = result.admittedAtUs.length
  const seconds = (result.lastUs - result.firstUs) / 1e6
  console.log(title)
  console.log(
    `  asked for      ${seconds.toFixed(3)} s, ${Math.round((admitted + result.refused) / seconds)} decisions/s`,
  )
  console.log(`  admitted       ${admitted}`)
  console.log(`  refused        ${result.refused}`)
  console.log(`  bound          ${bound.toFixed(2)} (${LIMIT.burst} + ${LIMIT.ratePerSecond} · t)`)
  console.log(`  ratio          ${(admitted / Math.floor(bound)).toFixed(4)} of the whole requests within the bound`)
  console.log(`  worst excess   ${worstExcess(LIMIT, result.admittedAtUs).toFixed(4)} over the bound of any window`)
  console.log(`  degraded       ${result.degraded}`)
}
