/** Starts a Redis server of its own for a test: free loopback port, temporary folder, nothing kept. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { findFreePort } from './free-port.ts'

const BINARIES = ['redis-server', 'valkey-server']
const START_TIMEOUT_MS = 30_000

export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Freezes the process: connections stay open and nothing is answered. */
  freeze(): void
  thaw(): void
  /** Kills it at once; `start` brings up an empty one on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Kills it and removes its folder. */
  stop(): Promise<void>
}

const binary = BINARIES.find((name) => spawnSync(name, ['--version']).status === 0)

/** Why tests on Redis are skipped, or undefined when they run. In CI they always run, and fail without a server. */
export const redisMissing: string | undefined =
  binary || process.env.CI ? undefined : `neither ${BINARIES.join(' nor ')} is installed`

interface RedisOptions {
  /** Further arguments of the server. */
  readonly args?: readonly string[]
  /** Lines of a configuration that makes it a Sentinel. */
  readonly sentinel?: string
  /** The authority that signed its certificate: it takes no connection without TLS. */
  readonly tlsAuthority?: string
}

/** Starts a server and waits until it answers. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-redis-'))
  const port = await findFreePort()
  if (options.sentinel) await writeFile(join(folder, SENTINEL_FILE), `port ${port}\n${LOOPBACK}\n${options.sentinel}\n`)
  let child = await launch(port, folder, options)
  return {
    url: options.tlsAuthority ? `rediss://localhost:${port}` : `redis://127.0.0.1:${port}`,
    port,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill: () => end(child),
    start: async () => {
      child = await launch(port, folder, options)
    },
    stop: async () => {
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const SENTINEL_FILE = 'sentinel.conf'
const LOOPBACK = 'bind 127.0.0.1'

async function launch(port: number, folder: string, options: RedisOptions): Promise<ChildProcess> {
  const { args: more = [], sentinel, tlsAuthority: ca } = options
  const ports = ca ? ['--port', '0', '--tls-port', String(port)] : ['--port', String(port)]
  const server = [...ports, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', ...more]
  const args = sentinel ? [join(folder, SENTINEL_FILE), '--sentinel'] : server
  const child = spawn(binary ?? 'redis-server', args, { stdio: 'ignore' })
  child.on('error', () => undefined)
  const tls = ca ? { tls: { ca, servername: 'localhost' } } : {}
  const client = new Redis(port, '127.0.0.1', { ...tls, retryStrategy: () => 20, maxRetriesPerRequest: null })
  client.on('error', () => undefined)
  const answered = await Promise.race([client.ping(), wait(START_TIMEOUT_MS, undefined, { ref: false })])
  client.disconnect()
  if (answered !== 'PONG') throw new Error(`${binary ?? BINARIES[0]} did not start within ${START_TIMEOUT_MS} ms`)
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
