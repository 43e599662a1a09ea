/** Two installations to be treated badly: one machine with all its parts, and two nodes with what they have in common. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { placeOfBlob } from '../../../src/blobs/disk.ts'
import { type EmbeddedServer, findRunningEmbedded, startEmbedded } from '../../../src/db/embedded/start.ts'
import { createLogger } from '../../../src/lib/log.ts'
import { BadS3 } from '../bad-s3.ts'
import { createFolder } from '../folder.ts'
import { type Login, readLogin } from '../load.ts'
import { type ServerProcess, startServerProcess } from '../process.ts'
import { killTree } from '../process-tree.ts'
import { type RedisServer, redisMissing, startRedis } from '../redis.ts'
import { S3_CREDENTIAL } from '../s3.ts'
import { openTcpGate, type TcpGate } from '../tcp-gate.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

export type Topology = 'one machine' | 'two nodes'

/** One server, and what a service manager does for it. */
export class FaultyNode {
  readonly dataDir: string
  /** On its road to the database. */
  readonly gate: TcpGate | undefined
  readonly #env: Readonly<Record<string, string>>
  #server: ServerProcess | undefined

  constructor(dataDir: string, env: Readonly<Record<string, string>>, gate?: TcpGate) {
    this.dataDir = dataDir
    this.gate = gate
    this.#env = env
  }

  get server(): ServerProcess {
    if (!this.#server) throw new Error('The node was not started')
    return this.#server
  }

  get hasEnded(): boolean {
    const { exitCode, signalCode } = this.server.child
    return exitCode !== null || signalCode !== null
  }

  async start(): Promise<void> {
    this.#server = await startServerProcess(this.dataDir, this.#env)
  }

  /** With its children, and the database that one of them may be. */
  kill(): void {
    killTree(this.server.child.pid ?? 0)
  }

  async stop(): Promise<void> {
    if (this.hasEnded) await this.start()
    await this.server.end('SIGTERM')
    await this.gate?.close()
  }
}

/** What faults are done to, and where their traces are looked for. */
export interface Installation {
  readonly topology: Topology
  readonly nodes: readonly FaultyNode[]
  readonly login: Login
  readonly redis: RedisServer | undefined
  readonly s3: BadS3 | undefined
  /** Of the data folder, where one could be made. */
  readonly disk: SmallDisk | undefined
  /** The folder of the embedded PostgreSQL, or of the one that stands for an external database. */
  readonly databaseDir: string
  /** Of the owner of the tables. */
  findDatabaseUrl(): Promise<string>
  /** Whether the store of files holds what the database calls so. */
  hasFile(blobKey: string): Promise<boolean>
  stop(): Promise<void>
}

const SETTINGS = {
  ...{ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_DAILY_QUOTA: '10000000' },
  ...{ OPENIDV_VISION_THREADS: '1', OPENIDV_STOP_WITHIN_SECONDS: '10', OPENIDV_LOG_LEVEL: 'info' },
  NODE_OPTIONS: `--import ${new URL('jumping-clock.mjs', import.meta.url).href}`,
}

/** As `npm start` makes it: embedded database, files on the disk, limits in memory. */
export async function startOneMachine(): Promise<Installation> {
  const parent = await createFolder('faults-one')
  const disk = await mountSmallDisk(join(parent, 'data'))
  const dataDir = join(parent, 'data')
  const node = new FaultyNode(dataDir, SETTINGS)
  await node.start()
  return {
    ...{ topology: 'one machine', nodes: [node], login: readLogin(node.server), redis: undefined, s3: undefined, disk },
    databaseDir: dataDir,
    async findDatabaseUrl() {
      const url = await findRunningEmbedded(dataDir)
      if (url === undefined) throw new Error('The embedded database does not run')
      return url
    },
    hasFile: async (key) => existsSync(join(dataDir, 'blobs', placeOfBlob(key))),
    async stop() {
      await node.stop()
      await disk?.unmount()
      await rm(parent, { recursive: true })
    },
  }
}

/** Two servers behind gates on one database, a bucket and, where there is one, a Redis. */
export async function startTwoNodes(): Promise<Installation> {
  const parent = await createFolder('faults-two')
  const databaseDir = join(parent, 'database')
  const database: EmbeddedServer = await startEmbedded({ dataDir: databaseDir, log: createLogger('silent') })
  const redis = redisMissing === undefined ? await startRedis() : undefined
  const s3 = await BadS3.start()
  const env = {
    ...{ ...SETTINGS, ...S3_CREDENTIAL, OPENIDV_BLOBS: 's3://openidv/files', OPENIDV_S3_ENDPOINT: s3.endpoint },
    ...{ OPENIDV_SECRET_KEY: 'the root secret that the nodes of these faults have in common' },
    ...(redis && { REDIS_URL: redis.url }),
  }
  const nodes: FaultyNode[] = []
  for (const name of ['a', 'b']) {
    const gate = await openTcpGate(database.url)
    const node = new FaultyNode(join(parent, name), { ...env, DATABASE_URL: gate.url }, gate)
    // The first makes the demo organization, so the second starts after it.
    await node.start()
    nodes.push(node)
  }
  return {
    ...{ topology: 'two nodes', nodes, login: readLogin((nodes[0] as FaultyNode).server), redis, s3, disk: undefined },
    databaseDir,
    findDatabaseUrl: async () => database.url,
    hasFile: async (key) => (s3.versions.get(`/openidv/files/${key}`) ?? []).some(({ bytes }) => bytes !== undefined),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
      await redis?.stop()
      await s3.stop()
      await database.stop()
      await rm(parent, { recursive: true })
    },
  }
}
