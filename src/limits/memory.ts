/** The limiter of a single node: buckets in this process, the day's counts saved twice a second. */
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/log.ts'
import type { DayCount, DayCountStore } from './day-count-store.ts'
import type { Limit, LimitDecision, Limiter } from './limiter.ts'
import { type MonotonicUs, processMonotonicUs } from './monotonic.ts'
import { type Instant, Tallies } from './tallies.ts'
import { toDay, toIsoDay } from './utc-day.ts'

/** Half of the second that a count may be behind; the other half is for the store to answer. */
const FLUSH_INTERVAL_MS = 500

interface MemoryLimiterOptions {
  /** Calendar time: decides the UTC day. */
  readonly clock: Clock
  readonly store: DayCountStore
  readonly logger: Logger
  /** Time of the buckets; the process's own when left out. */
  readonly monotonicUs?: MonotonicUs
}

/** Loads the day's counts and starts saving them. Throws what the store throws: a day must not begin at zero by mistake. */
export async function openMemoryLimiter(options: MemoryLimiterOptions): Promise<Limiter> {
  const limiter = new MemoryLimiter(options)
  await limiter.load()
  return limiter
}

class MemoryLimiter implements Limiter {
  readonly #clock: Clock
  readonly #store: DayCountStore
  readonly #logger: Logger
  readonly #monotonicUs: MonotonicUs
  readonly #tallies: Tallies
  #timer: NodeJS.Timeout | undefined
  #saving: Promise<void> | undefined
  #unsaved: readonly DayCount[] = []
  #state: 'ok' | 'degraded' = 'ok'
  #degradedDecisions = 0

  constructor(options: MemoryLimiterOptions) {
    this.#clock = options.clock
    this.#store = options.store
    this.#logger = options.logger
    this.#monotonicUs = options.monotonicUs ?? processMonotonicUs
    this.#tallies = new Tallies(this.#now())
  }

  async load(): Promise<void> {
    this.#tallies.restore(await this.#store.load(toIsoDay(toDay(this.#clock.nowMs()))))
    this.#timer = setInterval(() => this.#tick(), FLUSH_INTERVAL_MS).unref()
  }

  take(subject: string, limit: Limit): LimitDecision {
    if (this.#state === 'degraded') this.#degradedDecisions += 1
    return this.#tallies.take(subject, limit, this.#now())
  }

  used(subject: string): number {
    return this.#tallies.used(subject, this.#clock.nowMs())
  }

  state(): 'ok' | 'degraded' {
    return this.#state
  }

  degradedDecisions(): number {
    return this.#degradedDecisions
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#saving
    await this.#save()
  }

  #now(): Instant {
    return { us: this.#monotonicUs(), ms: this.#clock.nowMs() }
  }

  #tick(): void {
    this.#tallies.sweep(this.#monotonicUs())
    if (this.#saving) return
    this.#saving = this.#save().finally(() => {
      this.#saving = undefined
    })
  }

  async #save(): Promise<void> {
    this.#unsaved = mergeRows(this.#unsaved, this.#tallies.drainChanges())
    if (this.#unsaved.length === 0) return
    try {
      await this.#store.save(this.#unsaved)
      this.#unsaved = []
      this.#enter('ok')
    } catch (err) {
      this.#enter('degraded', err)
    }
  }

  #enter(state: 'ok' | 'degraded', err?: unknown): void {
    if (state === this.#state) return
    this.#state = state
    if (state === 'ok') this.#logger.info('day counts are saved again')
    else this.#logger.error({ err }, 'day counts cannot be saved; a restart would give them back')
  }
}

/** One row per subject and day, the later one winning: a count only grows within its day. */
function mergeRows(earlier: readonly DayCount[], later: readonly DayCount[]): readonly DayCount[] {
  if (earlier.length === 0) return later
  const rows = new Map<string, DayCount>()
  for (const row of [...earlier, ...later]) rows.set(`${row.day} ${row.subject}`, row)
  return [...rows.values()]
}
