/** Starts the servers that are measured against each other, each as a process of its own on the same database server. */

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import * as z from 'zod'
import { openContext } from '../../src/cli/open-context.ts'
import { parseConfig } from '../../src/config.ts'
import { acrossOrganizations } from '../../src/db/reach.ts'
import { createLogger } from '../../src/lib/log.ts'
import type { Limit } from '../../src/limits/limiter.ts'
import type { SystemActor } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { setOrganizationLimits } from '../../src/services/organizations/limits.ts'

export interface Contender {
  readonly name: string
  /** Starts it with fresh keys of one organization, which `limit` holds for. */
  start(limit: Limit): Promise<RunningContender>
}

export interface RunningContender {
  readonly url: string
  readonly keys: readonly string[]
  readonly pid: number
  stop(): Promise<void>
}

interface Surroundings {
  /** PostgreSQL URL of a user who may create databases. */
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Folder for what a server keeps beside its database. */
  readonly dataDir: string
  readonly keyCount: number
}

const PATH = '/v1/auth/verify'
const POLL_MS = 50
const PEERS = ['express', 'fastify', 'better-auth'] as const

const Announcement = z.object({ port: z.number(), keys: z.array(z.string()) })

/** OpenIDV in both modes, then the peers. */
export function listContenders(surroundings: Surroundings): Contender[] {
  const { redisUrl } = surroundings
  const ours = (name: string, env: Env): Contender => ({ name, start: (limit) => startOurs(surroundings, env, limit) })
  return [
    ours('openidv, in memory', {}),
    ours('openidv, redis', { REDIS_URL: redisUrl }),
    ...PEERS.map((name): Contender => ({ name, start: (limit) => startPeer(surroundings, name, limit) })),
  ]
}

type Env = Readonly<Record<string, string>>

/** The real `serve` with its defaults; its log, a line for each request, goes nowhere. */
async function startOurs(surroundings: Surroundings, extra: Env, limit: Limit): Promise<RunningContender> {
  const port = await findFreePort()
  const env: Env = {
    DATABASE_URL: await createDatabase(surroundings.databaseUrl),
    OPENIDV_DATA_DIR: surroundings.dataDir,
    OPENIDV_SECRET_KEY: randomBytes(32).toString('hex'),
    OPENIDV_PORT: String(port),
    ...extra,
  }
  const keys = await foundOrganization(env, limit, surroundings.keyCount)
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'serve'], {
    // In production root may not serve, and a machine for measuring is often root's.
    env: environmentOf({ ...env, NODE_ENV: '' }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (!(await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`openidv ended with ${child.exitCode} before it was ready`)
    await sleep(POLL_MS)
  }
  return toRunning(child, port, keys)
}

async function foundOrganization(env: Env, limit: Limit, keyCount: number): Promise<string[]> {
  const { ctx, close } = await openContext(parseConfig(env), createLogger('warn'), 'cli')
  try {
    const { id: organizationId } = await createOrganization(ctx, { name: 'OpenIDV' })
    const operator: SystemActor = { kind: 'operator', organizationId }
    await acrossOrganizations(() => setOrganizationLimits(ctx, operator, limit))
    const keys: string[] = []
    for (let i = 0; i < keyCount; i++) {
      const { key } = await acrossOrganizations(() =>
        createApiKey(ctx, operator, { environment: 'live', name: `Key ${i}` }),
      )
      keys.push(key)
    }
    return keys
  } finally {
    await close()
  }
}

/** A peer announces itself in its first line. */
async function startPeer(surroundings: Surroundings, name: string, limit: Limit): Promise<RunningContender> {
  const { redisUrl, keyCount } = surroundings
  const order = { databaseUrl: await createDatabase(surroundings.databaseUrl), redisUrl, keyCount, limit }
  const file = fileURLToPath(new URL(`../peers/${name}.mjs`, import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(order)], {
    env: environmentOf({}),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const { port, keys } = Announcement.parse(JSON.parse(line))
    return toRunning(child, port, keys)
  }
  throw new Error(`${name} ended with ${child.exitCode} before it was ready`)
}

/** A fresh database; answers its URL. */
async function createDatabase(serverUrl: string): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

function environmentOf(env: Env): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, NODE_ENV: 'production', ...env }
}

function toRunning(child: ChildProcess, port: number, keys: readonly string[]): RunningContender {
  const stop = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
  return { url: `http://127.0.0.1:${port}${PATH}`, keys, pid: child.pid ?? 0, stop }
}
