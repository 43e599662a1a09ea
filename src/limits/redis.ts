/** The limiter of several nodes: one script on Redis or Valkey decides, and this process alone while that is away. */
import { randomBytes } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/log.ts'
import type { Limit, LimitDecision, Limiter } from './limiter.ts'
import { type MonotonicUs, processMonotonicUs } from './monotonic.ts'
import { CONNECT_TIMEOUT_MS, createRedisClient } from './redis-client.ts'
import { parseReply, toDecision } from './redis-reply.ts'
import { SilenceWatch } from './silence.ts'
import { type Instant, Tallies } from './tallies.ts'
import type { Bucket } from './token-bucket.ts'
import { toDay } from './utc-day.ts'

const SILENCE_MS = 200
const MAX_ANSWER_MS = 1000
/** While degraded, one request in this time asks the server again; the others do not wait for it. */
const PROBE_INTERVAL_MS = 500
/**
 * How long a node keeps to its share after the server is back: longer than another one may take to notice, and to tell what it
 * granted alone, and than a bucket of the usual limits takes to fill.
 */
const SETTLE_MS = 3000
const CONNECT_AGAIN_MS = 200
const SWEEP_INTERVAL_MS = 5000
const KEY_PREFIX = 'openidv:limit:'

interface RedisLimiterOptions {
  /** As `parseRedisPlace` reads it. */
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
  /** Admitted by this node, with the server or without. */
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
  readonly #redis: Redis | Cluster
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
  #settledAtUs = 0
  readonly #sweeper: NodeJS.Timeout
  #again: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: RedisLimiterOptions) {
    this.#nodes = options.nodes
    this.#clock = options.clock
    this.#logger = options.logger
    this.#monotonicUs = options.monotonicUs ?? processMonotonicUs
    this.#own = new Tallies(this.#now())
    this.#redis = createRedisClient(options.url)
    this.#redis.on('error', (err) => this.#degrade(err))
    this.#redis.on('ready', () => this.#recover())
    this.#redis.on('end', () => this.#connectAgain())
    this.#sweeper = setInterval(() => this.#own.sweep(this.#monotonicUs()), SWEEP_INTERVAL_MS).unref()
  }

  /** Sentinels that do not answer are asked again and again, while a server must start. */
  async connect(): Promise<void> {
    const patience = new SilenceWatch({ silenceMs: CONNECT_TIMEOUT_MS, mostMs: CONNECT_TIMEOUT_MS })
    try {
      await patience.wait(this.#redis.connect())
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
    this.#isClosed = true
    clearInterval(this.#sweeper)
    clearTimeout(this.#again)
    this.#redis.disconnect()
  }

  #now(): Instant {
    return { us: this.#monotonicUs(), ms: this.#clock.nowMs() }
  }

  /** The library ends for good where a Sentinel tells of the failover between two of its tries. */
  #connectAgain(): void {
    if (this.#isClosed) return
    const connect = () => this.#redis.connect().catch((err) => this.#degrade(err))
    this.#again = setTimeout(connect, CONNECT_AGAIN_MS).unref()
  }

  #mayAsk(): boolean {
    if (this.#state === 'ok') return true
    const nowUs = this.#monotonicUs()
    if (nowUs < this.#probeAtUs || this.#redis.status !== 'ready') return false
    this.#probeAtUs = nowUs + PROBE_INTERVAL_MS * 1000
    return true
  }

  async #takeShared(subject: string, limit: Limit): Promise<LimitDecision> {
    const now = this.#now()
    const nowMs = now.ms
    if (now.us < this.#settledAtUs) {
      const share = this.#beginShare(subject, limit, now)
      if (!this.#own.spend(subject, share, now.us)) return this.#own.take(subject, share, now)
    }
    const { ratePerSecond, burst, dailyQuota } = limit
    const own = this.#own.used(subject, nowMs)
    const ownDay = this.#own.day(nowMs)
    const key = KEY_PREFIX + subject
    const answer = this.#redis.openidvTakeRequest(key, ratePerSecond, burst, dailyQuota, own, ownDay, this.#node)
    const reply = parseReply(await this.#silence.wait(answer))
    const decision = toDecision(reply, limit)
    // The server counted it under its own day, and for this node only where both had the same.
    if (decision.admitted && reply.day === ownDay) this.#own.count(subject, ownDay)
    this.#recover()
    const bucket = { microTokens: reply.microTokens, atUs: this.#monotonicUs() }
    this.#remember(subject, { used: reply.used, own: this.#own.used(subject, nowMs), bucket }, reply.day)
    return decision
  }

  /** Decides by this node's share of the rate, of the bucket and of the day, both as they were when last heard of. */
  #takeAlone(subject: string, limit: Limit): LimitDecision {
    this.#degradedDecisions += 1
    const now = this.#now()
    return this.#own.take(subject, this.#beginShare(subject, limit, now), now)
  }

  /** What this node may grant of a limit by itself. */
  #beginShare(subject: string, limit: Limit, now: Instant): Limit {
    const heard = this.#lastHeardDay === toDay(now.ms) ? this.#lastHeard.get(subject) : undefined
    const share = shareOf(limit, heard, this.#nodes)
    if (heard) this.#own.begin(subject, shareOfBucket(heard.bucket, this.#nodes), share)
    return share
  }

  #remember(subject: string, heard: LastHeard, day: number): void {
    if (day !== this.#lastHeardDay) this.#lastHeard.clear()
    this.#lastHeardDay = day
    this.#lastHeard.set(subject, heard)
    if (heard.bucket.atUs >= this.#settledAtUs) this.#own.forgetBucket(subject)
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
    this.#settledAtUs = this.#monotonicUs() + SETTLE_MS * 1000
    this.#logger.info({ degradedDecisions: this.#degradedDecisions }, 'shared limits are back')
  }
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
