/**
 * Measures GET /v1/auth/verify, everything on, against servers that others would build for it (bench/peers).
 * Run: node bench/against-peers.ts [rounds] [seconds a round]. Needs Linux and redis-server or valkey-server.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '../src/db/embedded/start.ts'
import { createLogger } from '../src/lib/log.ts'
import { createFolder } from '../test/harness/folder.ts'
import { startRedis } from '../test/harness/redis.ts'
import { type Contender, listContenders, type RunningContender } from './harness/contenders.ts'
import { checkRefusals, countSteady, measureThroughput, type Throughput } from './harness/http-load.ts'
import { quantile } from './statistics.ts'

const BASELINE = 'express'
const KEYS = 50
const CONNECTIONS = 32
/** The compiler goes on improving code for some ten thousand requests. */
const WARM_UP_SECONDS = 8
const STRICT = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
const GENEROUS = { ratePerSecond: 500_000, burst: 1_000_000, dailyQuota: 1_000_000_000 }
const STEADY = { perSecond: 20, seconds: 10 }
const FLOOD = 100

const rounds = Number(process.argv[2] ?? 5)
const seconds = Number(process.argv[3] ?? 3)

installPeers()
const dataDir = await createFolder('bench-peers')
const redis = await startRedis()
const database = await startEmbedded({ dataDir, log: createLogger('warn') })
try {
  const contenders = listContenders({ databaseUrl: database.url, redisUrl: redis.url, dataDir, keyCount: KEYS })
  printMachine()
  await compareSteadiness(contenders)
  await compareThroughput(contenders)
  printMachine()
} finally {
  await database.stop()
  await redis.stop()
  await rm(dataDir, { recursive: true, force: true })
}

/** The peers are no dependencies of ours: they are installed on first use, as locked. */
function installPeers(): void {
  const folder = fileURLToPath(new URL('peers', import.meta.url))
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error('npm ci failed in bench/peers')
}

function printMachine(): void {
  const load = loadavg().map((average) => average.toFixed(1))
  const processors = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
  console.log(`${new Date().toISOString()}, node ${process.version}, ${processors}, load ${load.join(' ')}`)
}

/** Under a limit of 25/s: who admits a client that stays below it, and whether all refuse as they should. */
async function compareSteadiness(contenders: readonly Contender[]): Promise<void> {
  const asked = STEADY.perSecond * STEADY.seconds
  console.log(`\nSteady client, ${STEADY.perSecond}/s against a limit of ${STRICT.ratePerSecond}/s`)
  for (const contender of contenders) {
    const running = await contender.start(STRICT)
    try {
      const admitted = await countSteady(running, STEADY)
      await checkRefusals(running, FLOOD)
      console.log(`  ${contender.name.padEnd(20)} admitted ${admitted} of ${asked}`)
    } finally {
      await running.stop()
    }
  }
}

/** Limits out of reach; in each round every server is loaded once, in an order of chance. */
async function compareThroughput(contenders: readonly Contender[]): Promise<void> {
  const started: { name: string; running: RunningContender; measured: Throughput[] }[] = []
  try {
    for (const { name, start } of contenders) started.push({ name, running: await start(GENEROUS), measured: [] })
    for (const { running } of started) {
      await measureThroughput(running, { connections: CONNECTIONS, seconds: WARM_UP_SECONDS })
    }
    for (let round = 0; round < rounds; round++) {
      for (const { running, measured } of shuffle(started)) {
        measured.push(await measureThroughput(running, { connections: CONNECTIONS, seconds }))
      }
    }
  } finally {
    for (const { running } of started) await running.stop()
  }
  printThroughput(new Map(started.map(({ name, measured }) => [name, measured])))
}

function printThroughput(byName: ReadonlyMap<string, readonly Throughput[]>): void {
  console.log(`\n${CONNECTIONS} connections, ${KEYS} keys, ${rounds} rounds of ${seconds} s`)
  const baseline = byName.get(BASELINE) ?? []
  const baselineCpu = medianOf(baseline, 'cpuMicrosecondsPerRequest')
  for (const [name, measured] of byName) {
    const rates = measured.map(({ requestsPerSecond }) => requestsPerSecond)
    const ratios = rates.map((rate, round) => rate / (baseline[round]?.requestsPerSecond ?? Number.NaN))
    const cpu = medianOf(measured, 'cpuMicrosecondsPerRequest')
    const range = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`
    console.log(`  ${name}`)
    console.log(`    requests/s    ${quantile(rates, 0.5).toFixed(0)} (${range})`)
    console.log(`    latency       p50 ${medianOf(measured, 'p50Ms')} ms, p99 ${medianOf(measured, 'p99Ms')} ms`)
    console.log(
      `    server's CPU  ${cpu.toFixed(0)} µs a request; ${BASELINE} takes ${(baselineCpu / cpu).toFixed(2)} times it`,
    )
    console.log(`    to ${BASELINE}    ${quantile(ratios, 0.5).toFixed(2)} times; by round ${describeRatios(ratios)}`)
  }
}

function describeRatios(ratios: readonly number[]): string {
  return ratios.map((ratio) => ratio.toFixed(2)).join(' ')
}

function medianOf(measured: readonly Throughput[], value: keyof Throughput): number {
  return quantile(
    measured.map((each) => each[value]),
    0.5,
  )
}

function shuffle<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, rank: Math.random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ value }) => value)
}
