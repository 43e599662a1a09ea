/** Connects to Redis or Valkey, wherever it is, so that whatever goes wrong is known at once. */
import { type ClientContext, Cluster, type ClusterOptions, Redis, type RedisOptions, type Result } from 'ioredis'
import { parseRedisPlace } from '../lib/redis-place.ts'
import { TAKE_SCRIPT, TAKE_SCRIPT_NAME } from './redis-script.ts'

export const CONNECT_TIMEOUT_MS = 2000
/** A connection that answers nothing for so long is dropped and made anew: the server may have moved. */
const SOCKET_TIMEOUT_MS = 1000
const MAX_RECONNECT_MS = 1000
/** How often a cluster is asked which node has which key, besides when one says that it has it no longer. */
const SLOTS_REFRESH_MS = 1000
const MAX_REDIRECTIONS = 4

declare module 'ioredis' {
  interface RedisCommander<Context extends ClientContext> {
    openidvTakeRequest(
      key: string,
      ratePerSecond: number,
      burst: number,
      dailyQuota: number,
      ownCount: number,
      ownDay: number,
      node: string,
    ): Result<unknown, Context>
  }
}

const pause = (attempt: number): number => Math.min(50 * 2 ** attempt, MAX_RECONNECT_MS)

/** Fails fast in every way: nothing waits in a queue, and nothing is sent a second time after its caller was answered. */
const CONNECTION = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  socketTimeout: SOCKET_TIMEOUT_MS,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
} satisfies RedisOptions

const SCRIPTS = { [TAKE_SCRIPT_NAME]: { lua: TAKE_SCRIPT, numberOfKeys: 1 } }

const CLIENT = {
  ...CONNECTION,
  lazyConnect: true,
  enableOfflineQueue: false,
  retryStrategy: pause,
  // After a failover the old primary is read-only; only a new connection finds the other.
  reconnectOnError: (err) => err.message.startsWith('READONLY'),
  scripts: SCRIPTS,
} satisfies RedisOptions

/** A client of what `url` names that connects when it is told to, and knows the script. Node's authorities check certificates. */
export function createRedisClient(url: string): Redis | Cluster {
  const place = parseRedisPlace(url)
  if (!place) throw new Error('the URL names no Redis')
  if (place.kind === 'server') return new Redis(place.url, CLIENT)
  if (place.kind === 'cluster') {
    const tls = place.isTls ? { tls: {} } : {}
    return new Cluster([...place.hosts], { ...CLUSTER, redisOptions: { ...CONNECTION, ...tls, ...place.login } })
  }
  const { username: sentinelUsername, password: sentinelPassword } = place.sentinelLogin
  return new Redis({
    ...CLIENT,
    ...place.login,
    sentinels: [...place.hosts],
    name: place.name,
    db: place.database,
    sentinelUsername,
    sentinelPassword,
    sentinelCommandTimeout: SOCKET_TIMEOUT_MS,
    sentinelRetryStrategy: pause,
    sentinelReconnectStrategy: pause,
    failoverDetector: true,
    ...(place.isTls && { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }),
  })
}

/** Only what was certainly not carried out, since another node has the key, is sent again. */
const CLUSTER = {
  lazyConnect: true,
  enableOfflineQueue: false,
  clusterRetryStrategy: pause,
  slotsRefreshInterval: SLOTS_REFRESH_MS,
  slotsRefreshTimeout: SOCKET_TIMEOUT_MS,
  maxRedirections: MAX_REDIRECTIONS,
  retryDelayOnFailover: 0,
  retryDelayOnClusterDown: 0,
  // Certificates are of names: they are left to the connection, instead of looked up before.
  dnsLookup: (name, answer) => answer(null, name),
  scripts: SCRIPTS,
} satisfies ClusterOptions
