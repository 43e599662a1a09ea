/** What is done to an installation, each fault once, and undone where it does not end by itself. */
import { writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { findPostmaster } from '../../../src/db/embedded/postmaster.ts'
import { readRecord } from '../../../src/db/embedded/record.ts'
import { refuse } from '../bad-s3.ts'
import { listTree } from '../process-tree.ts'
import type { FaultyNode, Installation, Topology } from './installation.ts'

export interface Fault {
  readonly name: string
  /** Unset: both. */
  readonly only?: Topology
  /** Why it cannot be done here; undefined when it can. */
  missing?(installation: Installation): string | undefined
  /** Resolves when the fault has ended: from then on healing is timed. */
  inflict(installation: Installation): Promise<void>
}

const [SHORT_MS, LONG_MS] = [10_000, 20_000]
const SLOW_CLIENTS = 300

const first = ({ nodes }: Installation): FaultyNode => nodes[0] as FaultyNode

function pidsOf({ server }: FaultyNode, part: string): number[] {
  const tree = listTree(server.child.pid ?? 0)
  return tree.flatMap(({ pid, command }) => (command.includes(part) ? [pid] : []))
}

async function signalDatabase({ databaseDir }: Installation, signal: NodeJS.Signals): Promise<void> {
  const folder = (await readRecord(databaseDir))?.folder ?? join(databaseDir, 'postgres')
  process.kill((await findPostmaster(folder))?.pid ?? 0, signal)
}

async function asOwner(installation: Installation, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: await installation.findDatabaseUrl() })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const CUT_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

async function jumpClocks({ nodes }: Installation): Promise<void> {
  for (const node of nodes)
    for (const pid of pidsOf(node, '-main.ts').concat(pidsOf(node, 'src/main.ts'))) process.kill(pid, 'SIGUSR2')
}

/** Each sends a byte of its request in a second. */
async function floodSlowly({ server }: FaultyNode): Promise<void> {
  const { hostname, port } = new URL(server.baseUrl)
  const sockets = Array.from({ length: SLOW_CLIENTS }, () => connect(Number(port), hostname))
  for (const socket of sockets) socket.on('error', () => undefined).write('POST /v1/sessions HTTP/1.1\r\nHost: ')
  for (let second = 0; second < SHORT_MS / 1000; second++) {
    for (const socket of sockets) socket.write('x')
    await sleep(1000)
  }
  for (const socket of sockets) socket.destroy()
}

const withoutRedis = ({ redis }: Installation) => (redis ? undefined : 'no Redis is installed')

/** In the order in which they are inflicted. */
export const FAULTS: readonly Fault[] = [
  { name: 'kill -9 of a server', inflict: async (all) => void first(all).server.child.kill('SIGKILL') },
  { name: 'kill -9 of everything', only: 'one machine', inflict: async (all) => first(all).kill() },
  { name: 'SIGTERM under load', inflict: async (all) => void first(all).server.child.kill('SIGTERM') },
  {
    name: 'kill -9 of a process of models',
    inflict: async (all) => {
      for (const pid of pidsOf(first(all), 'vision-child')) process.kill(pid, 'SIGKILL')
    },
  },
  {
    name: 'kill -9 of the processes that decode',
    inflict: async (all) => {
      for (const pid of pidsOf(first(all), 'decode-child')) process.kill(pid, 'SIGKILL')
    },
  },
  { name: 'kill -9 of PostgreSQL', inflict: (all) => signalDatabase(all, 'SIGKILL') },
  { name: 'PostgreSQL is restarted', inflict: (all) => signalDatabase(all, 'SIGINT') },
  {
    name: 'the database takes no writes for 10 s',
    inflict: async (all) => {
      const name = pg.escapeIdentifier(new URL(await all.findDatabaseUrl()).pathname.slice(1))
      await asOwner(all, `alter database ${name} set default_transaction_read_only = on`, CUT_OTHERS)
      await sleep(SHORT_MS)
      await asOwner(
        all,
        'set default_transaction_read_only = off',
        `alter database ${name} reset default_transaction_read_only`,
        CUT_OTHERS,
      )
    },
  },
  {
    name: 'the database is away for 20 s',
    only: 'two nodes',
    inflict: async ({ nodes }) => {
      for (const { gate } of nodes) gate?.refuse()
      await sleep(LONG_MS)
      for (const { gate } of nodes) gate?.release()
    },
  },
  {
    name: 'one node is cut from the database for 20 s, silently',
    only: 'two nodes',
    inflict: async (all) => {
      first(all).gate?.hold('')
      await sleep(LONG_MS)
      first(all).gate?.release()
    },
  },
  {
    name: 'Redis is away for 10 s',
    ...{ only: 'two nodes', missing: withoutRedis },
    inflict: async ({ redis }) => {
      await redis?.kill()
      await sleep(SHORT_MS)
      await redis?.start()
    },
  },
  {
    name: 'Redis is emptied',
    ...{ only: 'two nodes', missing: withoutRedis },
    inflict: async ({ redis }) => {
      const client = new Redis(redis?.port ?? 0)
      await client.flushall()
      client.disconnect()
    },
  },
  {
    name: 'the folder of files is away for 10 s',
    only: 'one machine',
    inflict: async (all) => {
      const folder = join(first(all).dataDir, 'blobs')
      await rename(folder, `${folder}-away`)
      writeFileSync(folder, '')
      await sleep(SHORT_MS)
      await rm(folder)
      await rename(`${folder}-away`, folder)
    },
  },
  {
    name: 'the bucket is away for 10 s',
    only: 'two nodes',
    inflict: ({ s3 }) => breakBucket(s3, (_req, res) => refuse(res, 503, 'SlowDown')),
  },
  {
    name: 'the bucket is full for 10 s',
    only: 'two nodes',
    inflict: ({ s3 }) => breakBucket(s3, ({ method }, res) => method === 'PUT' && refuse(res, 507, 'QuotaExceeded')),
  },
  {
    name: 'the bucket says yes and keeps nothing for 10 s',
    only: 'two nodes',
    inflict: async ({ s3 }) => {
      if (!s3) return
      const { keep } = s3
      s3.keep = () => undefined
      await sleep(SHORT_MS)
      s3.keep = keep
    },
  },
  {
    name: 'the disk is full for 10 s',
    only: 'one machine',
    missing: ({ disk }) => (disk ? undefined : 'no disk may be mounted here'),
    inflict: async ({ disk }) => {
      await disk?.fill()
      await sleep(SHORT_MS)
      await disk?.empty()
    },
  },
  {
    name: 'the clock jumps an hour ahead, and back after 10 s',
    inflict: async (all) => {
      await jumpClocks(all)
      await sleep(SHORT_MS)
      await jumpClocks(all)
    },
  },
  {
    name: 'nobody reads the log any more',
    inflict: async (all) => {
      const { stdout, stderr } = first(all).server.child
      stdout?.destroy()
      stderr?.destroy()
    },
  },
  { name: `${SLOW_CLIENTS} clients send a byte a second`, inflict: (all) => floodSlowly(first(all)) },
]

async function breakBucket(s3: Installation['s3'], fault: NonNullable<Installation['s3']>['fault']): Promise<void> {
  if (!s3) return
  const before = s3.fault
  s3.fault = fault
  await sleep(SHORT_MS)
  s3.fault = before
}
