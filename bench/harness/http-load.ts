/** Loads a server over HTTP: as fast as it answers, or at a steady pace, and looks at how it says no. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import type { RunningContender } from './contenders.ts'

export interface Throughput {
  readonly requestsPerSecond: number
  /** Of the server's process, all threads, kernel included; what it waits for is not counted. */
  readonly cpuMicrosecondsPerRequest: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Unit of the times in /proc: `getconf CLK_TCK` is 100 on every Linux. */
const TICK_US = 10_000

/** Every key in turn on each connection; throws when a single request was refused or lost. */
export async function measureThroughput(
  { url, keys, pid }: RunningContender,
  load: { readonly connections: number; readonly seconds: number },
): Promise<Throughput> {
  const requests = keys.map((key) => ({ headers: { 'x-api-key': key } }))
  const cpuBefore = cpuMicroseconds(pid)
  const outcome = await autocannon({ url, connections: load.connections, duration: load.seconds, requests })
  const cpu = cpuMicroseconds(pid) - cpuBefore
  const answered = outcome['2xx']
  if (outcome.non2xx + outcome.errors > 0 || answered === 0) {
    throw new Error(`${url}: ${answered} answered, ${outcome.non2xx} refused, ${outcome.errors} lost`)
  }
  return {
    requestsPerSecond: answered / outcome.duration,
    cpuMicrosecondsPerRequest: cpu / answered,
    p50Ms: outcome.latency.p50,
    p99Ms: outcome.latency.p99,
  }
}

/** One key's requests at even distances, none waiting for the one before; answers how many were admitted. */
export async function countSteady(
  { url, keys }: RunningContender,
  pace: { readonly perSecond: number; readonly seconds: number },
): Promise<number> {
  const startMs = performance.now()
  const statuses: Promise<number>[] = []
  for (let i = 0; i < pace.perSecond * pace.seconds; i++) {
    await sleep(Math.max(0, startMs + (i * 1000) / pace.perSecond - performance.now()))
    statuses.push(statusOf(url, keys[1]))
  }
  return (await Promise.all(statuses)).filter((status) => status === 200).length
}

/** Throws unless good keys are admitted, bad ones get 401, and too many requests at once 429. Uses up the limit. */
export async function checkRefusals({ url, keys }: RunningContender, manyAtOnce: number): Promise<void> {
  const [key = ''] = keys
  expectStatus(url, 'without a key', await statusOf(url), 401)
  expectStatus(url, 'with an unknown key', await statusOf(url, [...key].reverse().join('')), 401)
  expectStatus(url, 'with a key', await statusOf(url, key), 200)
  const flood = await Promise.all(Array.from({ length: manyAtOnce }, () => statusOf(url, key)))
  const odd = flood.find((status) => status !== 200 && status !== 429)
  if (odd !== undefined || !flood.includes(200) || !flood.includes(429)) {
    throw new Error(`${url} answered ${manyAtOnce} requests at once with ${[...new Set(flood)].join(', ')}`)
  }
}

function expectStatus(url: string, what: string, status: number, expected: number): void {
  if (status !== expected) throw new Error(`${url} answered a request ${what} with ${status}, not ${expected}`)
}

async function statusOf(url: string, key?: string): Promise<number> {
  const answer = await fetch(url, { headers: key === undefined ? {} : { 'x-api-key': key } })
  await answer.arrayBuffer()
  return answer.status
}

/** User and system time of a process so far: fields 14 and 15 of proc_pid_stat(5), after the name in brackets. */
function cpuMicroseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}
