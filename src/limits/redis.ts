/** The limiter of several nodes: one script on Redis or Valkey decides, and this process alone while that is away. */
import { randomBytes } from 'node:crypto'
import { type ClientContext, Redis, type Result } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/log.ts'
import type { Limit, LimitDecision, Limiter } from './limiter.ts'
import { type MonotonicUs, processMonotonicUs } from './monotonic.ts'
import { parseReply, toDecision } from './redis-reply.ts'
import { TAKE_SCRIPT, TAKE_SCRIPT_NAME } from './redis-script.ts'
import { SilenceWatch } from './silence.ts'
import { type Instant, Tallies } from './tallies.ts'
import type { Bucket } from './token-bucket.ts'
import { toDay } from './utc-day.ts'

const SILENCE_MS = 200
const MAX_ANSWER_MS = 1000
const CONNECT_TIMEOUT_MS = 2000
/** A connection that answers nothing for so long is dropped and made anew: the server may have moved. */
const SOCKET_TIMEOUT_MS = 1000
const MAX_RECONNECT_MS = 1000
/** While degraded, one request in this time asks the server again; the others do not wait for it. */
const PROBE_INTERVAL_MS = 500
const SWEEP_INTERVAL_MS = 5000
const KEY_PREFIX = 'openidv:limit:'

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

interface RedisLimiterOptions {
  /** `redis://…` or `rediss://…`. */
  readonly url: string
  /** How many nodes share the limits; alone, each grants 1/nodes of them. */
  readonly nodes: number
  /** Calendar time of this node; used while the server is away. */
  readonly clock: Clock
  readonly logger: Logger
  /** Time of this node's own buckets; the process's own when left out. */
  readonly monotonicUs?: MonotonicUs
}

/** What was known of a subject's day when the server last answered. */
interface LastHeard {
  /** Admitted by all nodes, this node's own admissions included. */
  readonly used: number
  /** Admitted by this node alone, without the server. */
  readonly own: number
  /** The shared bucket, on this node's monotonic clock. */
  readonly bucket: Bucket
}

/** Connects; when the server does not answer within 2 s it starts degraded and goes on trying. Never throws. */
export async function openRedisLimiter(options: RedisLimiterOptions): Promise<Limiter> {
  const limiter = new RedisLimiter(options)
  await limiter.connect()
  return limiter
}

class RedisLimiter implements Limiter {
  readonly #redis: Redis
  readonly #nodes: number
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #monotonicUs: MonotonicUs
  /** Names this process in the shared hash; another one after each start, as its own counts begin at zero. */
  readonly #node = randomBytes(6).toString('hex')
  readonly #own: Tallies
  readonly #silence = new SilenceWatch({ silenceMs: SILENCE_MS, mostMs: MAX_ANSWER_MS })
  readonly #lastHeard = new Map<string, LastHeard>()
  #lastHeardDay = 0
  #state: 'ok' | 'degraded' = 'ok'
  #degradedDecisions = 0
  #probeAtUs = 0
  readonly #sweeper: NodeJS.Timeout

  constructor(options: RedisLimiterOptions) {
    this.#nodes = options.nodes
    this.#clock = options.clock
    this.#logger = options.logger
    this.#monotonicUs = options.monotonicUs ?? processMonotonicUs
    this.#own = new Tallies(this.#now())
    this.#redis = createClient(options.url)
    this.#redis.on('error', (err) => this.#degrade(err))
    this.#redis.on('ready', () => this.#recover())
    this.#sweeper = setInterval(() => this.#own.sweep(this.#monotonicUs()), SWEEP_INTERVAL_MS).unref()
  }

  async connect(): Promise<void> {
    try {
      await this.#redis.connect()
    } catch (err) {
      this.#degrade(err)
    }
  }

  async take(subject: string, limit: Limit): Promise<LimitDecision> {
    if (!this.#mayAsk()) return this.#takeAlone(subject, limit)
    try {
      return await this.#takeShared(subject, limit)
    } catch (err) {
      this.#degrade(err)
      return this.#takeAlone(subject, limit)
    }
  }

  async used(subject: string): Promise<number> {
    const nowMs = this.#clock.nowMs()
    const own = this.#own.used(subject, nowMs)
    if (this.#state === 'ok') {
      try {
        const [day, used] = await this.#silence.wait(this.#redis.hmget(KEY_PREFIX + subject, 'day', 'used'))
        return Number(day) === toDay(nowMs) ? Number(used) : 0
      } catch (err) {
        this.#degrade(err)
      }
    }
    const heard = this.#lastHeardDay === toDay(nowMs) ? this.#lastHeard.get(subject) : undefined
    return heard ? heard.used + own - heard.own : own
  }

  state(): 'ok' | 'degraded' {
    return this.#state
  }

  degradedDecisions(): number {
    return this.#degradedDecisions
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    this.#redis.disconnect()
  }

  #now(): Instant {
    return { us: this.#monotonicUs(), ms: this.#clock.nowMs() }
  }

  #mayAsk(): boolean {
    if (this.#state === 'ok') return true
    const nowUs = this.#monotonicUs()
    if (nowUs < this.#probeAtUs || this.#redis.status !== 'ready') return false
    this.#probeAtUs = nowUs + PROBE_INTERVAL_MS * 1000
    return true
  }

  async #takeShared(subject: string, limit: Limit): Promise<LimitDecision> {
    const nowMs = this.#clock.nowMs()
    const { ratePerSecond, burst, dailyQuota } = limit
    const own = this.#own.used(subject, nowMs)
    const ownDay = this.#own.day(nowMs)
    const key = KEY_PREFIX + subject
    const answer = this.#redis.openidvTakeRequest(key, ratePerSecond, burst, dailyQuota, own, ownDay, this.#node)
    const reply = parseReply(await this.#silence.wait(answer))
    const bucket = { microTokens: reply.microTokens, atUs: this.#monotonicUs() }
    this.#remember(subject, { used: reply.used, own, bucket }, reply.day)
    this.#recover()
    return toDecision(reply, limit)
  }

  /** Decides by this node's share of the rate, of the bucket and of the day, both as they were when last heard of. */
  #takeAlone(subject: string, limit: Limit): LimitDecision {
    this.#degradedDecisions += 1
    const now = this.#now()
    const heard = this.#lastHeardDay === toDay(now.ms) ? this.#lastHeard.get(subject) : undefined
    const share = shareOf(limit, heard, this.#nodes)
    if (heard) this.#own.begin(subject, shareOfBucket(heard.bucket, this.#nodes), share)
    return this.#own.take(subject, share, now)
  }

  #remember(subject: string, heard: LastHeard, day: number): void {
    if (day !== this.#lastHeardDay) this.#lastHeard.clear()
    this.#lastHeardDay = day
    this.#lastHeard.set(subject, heard)
  }

  #degrade(err: unknown): void {
    if (this.#state === 'degraded') return
    this.#state = 'degraded'
    this.#probeAtUs = this.#monotonicUs() + PROBE_INTERVAL_MS * 1000
    this.#logger.error(
      { err, nodes: this.#nodes },
      'shared limits are out of reach; this node grants its share of them',
    )
  }

  #recover(): void {
    if (this.#state === 'ok') return
    this.#state = 'ok'
    this.#own.forgetBuckets()
    this.#logger.info({ degradedDecisions: this.#degradedDecisions }, 'shared limits are back')
  }
}

/** Fails fast in every way: nothing waits in a queue, and nothing is sent a second time after its caller was answered. */
function createClient(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, MAX_RECONNECT_MS),
    // After a failover the old primary is read-only; only a new connection finds the other.
    reconnectOnError: (err) => err.message.startsWith('READONLY'),
    scripts: { [TAKE_SCRIPT_NAME]: { lua: TAKE_SCRIPT, numberOfKeys: 1 } },
  })
}

function shareOf(limit: Limit, heard: LastHeard | undefined, nodes: number): Limit {
  const left = Math.max(0, limit.dailyQuota - (heard?.used ?? 0))
  return {
    ratePerSecond: limit.ratePerSecond / nodes,
    burst: Math.max(1, Math.floor(limit.burst / nodes)),
    dailyQuota: (heard?.own ?? 0) + Math.floor(left / nodes),
  }
}

function shareOfBucket(bucket: Bucket, nodes: number): Bucket {
  return { microTokens: Math.floor(bucket.microTokens / nodes), atUs: bucket.atUs }
}
