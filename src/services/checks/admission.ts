/** Takes a call in only when its check can be done while the caller waits; the others are told at once when to come back. */
import type { Context } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { CheckKind } from '../../steps/facts.ts'
import { type DueChecks, listDueChecks } from './admission-queries.ts'
import type { Check } from './check.ts'
import { estimateWaitMs, type Waiting } from './estimate-wait.ts'

/** Share of the caller's time that the estimate may fill: one that is off by a quarter still ends in an answer. */
const MAX_SHARE = 0.75
/** Until a check of the kind was timed; reading a passport and comparing two faces takes about as long on one core. */
const FIRST_GUESS_MS = 1000
/** Weight of the newest check in the mean. */
const NEWEST = 0.2

/** Who calls, and for which check. */
export interface Arrival {
  readonly organizationId: OrganizationId
  readonly kind: CheckKind
  /** Of the check, once it is queued. */
  readonly priority: number
}

/** The direct calls of one process. How long checks take is learned from its own; the queue is that of all nodes. */
export class Admission {
  readonly #ctx: Context
  /** Checks that run at once, as far as we have seen. */
  #places: number
  readonly #meansMs = new Map<CheckKind, number>()
  /** Calls that were let in and have no check yet: their pictures are being read. */
  readonly #arriving = new Set<Arrival>()

  /** `places`: checks that this process runs at once, 0 where other nodes run them. */
  constructor(ctx: Context, places: number) {
    this.#ctx = ctx
    this.#places = Math.max(1, places)
  }

  /**
   * Lets a call in, and resolves to what to call when its check is queued, or will not be. Throws `checks_busy`, with the
   * estimated wait and when to come back, when the check would hardly end within OPENIDV_CHECK_WAIT_MS.
   */
  async enter(arrival: Arrival): Promise<() => void> {
    // Before anything is awaited: calls that come together must see one another.
    const before = [...this.#arriving]
    this.#arriving.add(arrival)
    const leave = () => void this.#arriving.delete(arrival)
    try {
      const { organizationId, priority } = arrival
      const due = await acrossOrganizations(() => listDueChecks(this.#ctx.db, organizationId, priority))
      const aheadMs = this.#estimateAheadMs(arrival, before, due)
      // With nothing before it a check is as soon as it can be, however short the time.
      if (aheadMs > 0) this.#requireTime(aheadMs + this.#meanMs(arrival.kind))
      return leave
    } catch (error) {
      leave()
      throw error
    }
  }

  /** Learns from a check that has ended how long one of its kind takes. */
  learn({ kind, claimedAt, finishedAt, state }: Check): void {
    if (state !== 'done' || !claimedAt || !finishedAt) return
    const tookMs = finishedAt.getTime() - claimedAt.getTime()
    // The two times are of two clocks.
    if (tookMs <= 0 || tookMs > this.#ctx.config.vision.timeoutMs) return
    const mean = this.#meanMs(kind)
    this.#meansMs.set(kind, mean + NEWEST * (tookMs - mean))
  }

  #meanMs(kind: CheckKind): number {
    return this.#meansMs.get(kind) ?? FIRST_GUESS_MS
  }

  #estimateAheadMs({ organizationId }: Arrival, before: readonly Arrival[], due: readonly DueChecks[]): number {
    const running = due.reduce((sum, checks) => sum + checks.running, 0)
    this.#places = Math.max(this.#places, running)
    const runningMs = due.reduce((sum, checks) => sum + checks.running * this.#meanMs(checks.kind), 0)
    const waiting: Waiting[] = [
      ...due.map((checks) => ({ ...checks, count: checks.waiting, eachMs: this.#meanMs(checks.kind) })),
      ...before.map((earlier) => ({ ...earlier, count: 1, eachMs: this.#meanMs(earlier.kind) })),
    ]
    return (runningMs + estimateWaitMs(organizationId, waiting)) / this.#places
  }

  #requireTime(estimateMs: number): void {
    const mostMs = MAX_SHARE * this.#ctx.config.vision.waitMs
    if (estimateMs <= mostMs) return
    const [wait, comeBack] = [estimateMs, estimateMs - mostMs].map((ms) => Math.ceil(ms / 1000))
    throw new AppError('checks_busy', {
      message: `With the checks before it, this one would take about ${wait} seconds. Try again in ${comeBack} seconds.`,
      details: { estimated_wait_seconds: wait, retry_after_ms: estimateMs - mostMs },
    })
  }
}
