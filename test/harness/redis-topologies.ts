/** Starts Redis as it runs where it must not stop: behind a Sentinel, and as a cluster. */
import { Redis } from 'ioredis'
import { findFreePort } from './free-port.ts'
import { type RedisServer, startRedis } from './redis.ts'
import { until } from './server.ts'

export interface RedisPair {
  /** As our setting names it. */
  readonly url: string
  readonly primary: RedisServer
  readonly replica: RedisServer
  /** Puts the replica in the place of the primary, which is dead. */
  takeOver(): Promise<void>
  stop(): Promise<void>
}

/** A primary usually waits for further replicas before it sends its data. */
const AT_ONCE = ['--repl-diskless-sync-delay', '0']

/** A primary, its replica and a Sentinel that puts the one in place of the other half a second after its death, or when told to. */
export async function startSentinelPair(): Promise<RedisPair> {
  const primary = await startRedis({ args: AT_ONCE })
  const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', String(primary.port)] })
  await untilReplicates(replica)
  const sentinel = await startRedis({
    sentinel: [
      `sentinel monitor mymaster 127.0.0.1 ${primary.port} 1`,
      'sentinel down-after-milliseconds mymaster 500',
      'sentinel failover-timeout mymaster 5000',
    ].join('\n'),
  })
  const findReplicas = (client: Redis) => client.call('sentinel', 'replicas', 'mymaster') as Promise<unknown[]>
  await asking(sentinel, (client) => until(async () => (await findReplicas(client)).length === 1))
  return {
    url: `redis+sentinel://127.0.0.1:${sentinel.port}/mymaster`,
    primary,
    replica,
    takeOver: () => asking(sentinel, (client) => until(() => beginsFailover(client))),
    stop: () => stopAll([sentinel, replica, primary]),
  }
}

/** Whether the replica is taken; a Sentinel that looked at it long ago looks again first, and by itself would wait seconds. */
async function beginsFailover(client: Redis): Promise<boolean> {
  try {
    await client.call('sentinel', 'failover', 'mymaster')
    return true
  } catch (error) {
    return String(error).includes('INPROG')
  }
}

/** Two primaries that share the keys, and a replica of the first, which takes its place by `takeOver`. */
export async function startCluster(): Promise<RedisPair> {
  const nodes = await Promise.all([startNode(), startNode(), startNode()])
  const [primary, other, replica] = nodes.map(({ server }) => server) as [RedisServer, RedisServer, RedisServer]
  await asking(primary, (client) => client.call('cluster', 'addslots', ...slots(0, 8192)))
  await asking(other, (client) => client.call('cluster', 'addslots', ...slots(8192, 16_384)))
  for (const { server, busPort } of nodes.slice(1))
    await asking(primary, (client) => client.call('cluster', 'meet', '127.0.0.1', String(server.port), String(busPort)))
  const id = String(await asking(primary, (client) => client.call('cluster', 'myid')))
  await asking(replica, async (client) => {
    await until(async () => String(await client.call('cluster', 'nodes')).split(' connected').length > 3)
    await client.call('cluster', 'replicate', id)
  })
  await untilReplicates(replica)
  for (const server of [primary, other, replica])
    await asking(server, (client) =>
      until(async () => String(await client.call('cluster', 'info')).includes('cluster_state:ok')),
    )
  return {
    url: `redis+cluster://127.0.0.1:${other.port},127.0.0.1:${primary.port}`,
    primary,
    replica,
    takeOver: () => asking(replica, async (client) => void (await client.call('cluster', 'failover', 'takeover'))),
    stop: () => stopAll([primary, other, replica]),
  }
}

async function startNode(): Promise<{ server: RedisServer; busPort: number }> {
  const busPort = await findFreePort()
  const args = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-node-timeout', '1000']
  const server = await startRedis({ args: [...args, ...AT_ONCE] })
  return { server, busPort }
}

function slots(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => String(from + at))
}

async function untilReplicates(replica: RedisServer): Promise<void> {
  await asking(replica, (client) =>
    until(async () => (await client.info('replication')).includes('master_link_status:up')),
  )
}

async function asking<T>(server: RedisServer, ask: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(server.port)
  try {
    return await ask(client)
  } finally {
    client.disconnect()
  }
}

async function stopAll(servers: readonly RedisServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
}
