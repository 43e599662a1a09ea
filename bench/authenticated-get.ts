/**
 * Measures what a key and its limits cost: GET /v1/auth/verify with everything on, against the same route without them,
 * a Fastify that does nothing else and Node's own server with the same answer, in one process and in turns. Run: node bench/authenticated-get.ts [rounds] [seconds].
 */
import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { cpus, devNull } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { GetServers } from './harness/get-server.ts'
import { quantile } from './statistics.ts'

const CONNECTIONS = 50
const VARIANTS = ['node', 'bare', 'open', 'full'] as const
const TITLES = {
  node: 'node:http, same answer',
  bare: 'bare Fastify route',
  open: 'without key and limits',
  full: 'everything on',
} as const

type Variant = (typeof VARIANTS)[number]

interface Round {
  readonly perSecond: number
  /** Processor time of the server for one request, in microseconds. */
  readonly cpuUs: number
}

const rounds = Number(process.argv[2] ?? 7)
const seconds = Number(process.argv[3] ?? 4)

const logFile = await open(devNull, 'w')
const child = fork(new URL('./harness/get-server.ts', import.meta.url), {
  stdio: ['ignore', logFile.fd, 'inherit', 'ipc'],
})
const [servers] = (await once(child, 'message')) as [GetServers]
const measured: Record<Variant, Round[]> = { node: [], bare: [], open: [], full: [] }
for (const variant of VARIANTS) await load(variant, 2)
for (let round = 0; round < rounds; round++) {
  for (let turn = 0; turn < VARIANTS.length; turn++) {
    const variant = VARIANTS[(round + turn) % VARIANTS.length] ?? 'full'
    measured[variant].push(await load(variant, seconds))
  }
}
child.send('stop')
await once(child, 'exit')
await logFile.close()
report()

async function load(variant: Variant, durationSeconds: number): Promise<Round> {
  const before = await readCpuUs()
  const program = fileURLToPath(import.meta.resolve('autocannon'))
  const key = variant === 'full' ? ['-H', `x-api-key=${servers.key}`] : []
  const url = `${servers[variant]}/v1/auth/verify`
  const args = [program, '-j', '-c', String(CONNECTIONS), '-d', String(durationSeconds), ...key, url]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const result = JSON.parse(stdout) as { '2xx': number; non2xx: number; errors: number; duration: number }
  if (result.non2xx + result.errors > 0) throw new Error(`${variant}: ${result.non2xx + result.errors} requests failed`)
  const cpuUs = (await readCpuUs()) - before
  return { perSecond: result['2xx'] / result.duration, cpuUs: cpuUs / result['2xx'] }
}

async function readCpuUs(): Promise<number> {
  const answer = once(child, 'message')
  child.send('cpu')
  const [{ user, system }] = (await answer) as [NodeJS.CpuUsage]
  return user + system
}

function report(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
  console.log(`node ${process.version}, ${machine}, ${rounds} rounds of ${seconds} s, ${CONNECTIONS} connections`)
  for (const variant of VARIANTS) {
    const perSecond = median(measured[variant].map((round) => round.perSecond))
    const cpuUs = median(measured[variant].map((round) => round.cpuUs))
    console.log(
      `${TITLES[variant].padEnd(24)} ${perSecond.toFixed(0).padStart(6)} requests/s ${cpuUs.toFixed(1).padStart(6)} µs of processor time each`,
    )
  }
  for (const other of ['open', 'bare', 'node'] as const) {
    compare(other, 'requests/s', (round) => round.perSecond)
    compare(other, 'processor time', (round) => round.cpuUs)
  }
}

function compare(other: Variant, what: string, of: (round: Round) => number): void {
  const ratios = measured.full.map((round, at) => of(round) / of(measured[other][at] ?? round))
  const range = `${quantile(ratios, 0).toFixed(2)} … ${quantile(ratios, 1).toFixed(2)}`
  console.log(
    `everything on / ${TITLES[other]}, ${what}, round by round: median ${median(ratios).toFixed(2)}, ${range}`,
  )
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}
