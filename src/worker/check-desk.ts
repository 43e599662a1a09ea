/** Lets as many checks run at once as there are children; whose check is next is asked when one is free, and not before. */
import type { Context } from '../context.ts'
import type { CheckId } from '../lib/ids.ts'
import { claimCheck, freeChecksLeft } from '../services/checks/claim.ts'
import { runCheck } from './run-check.ts'
import type { VisionPool } from './vision-pool.ts'

/** The checks of one process. */
export class CheckDesk {
  readonly #ctx: Context
  readonly #pool: VisionPool
  readonly #running = new Set<CheckId>()
  /** The names that checks were claimed in. */
  readonly #workers = new Set<string>()
  readonly #waiting: Array<() => void> = []
  #free: number

  constructor(ctx: Context, pool: VisionPool, places: number) {
    this.#ctx = ctx
    this.#pool = pool
    this.#free = places
  }

  /** Does the next check in the name of a worker, when a place is free; nothing when no check is waiting by then. */
  async serve(worker: string): Promise<void> {
    await this.#takePlace()
    try {
      this.#workers.add(worker)
      const claimed = await claimCheck(this.#ctx, worker)
      if (!claimed) return
      const { id } = claimed.check
      this.#running.add(id)
      await runCheck(this.#ctx, this.#pool, claimed).finally(() => this.#running.delete(id))
    } finally {
      this.#leavePlace()
    }
  }

  /** Gives back checks that an error left in the middle, such as a database that was away: they are tried again. */
  freeLeft(): Promise<void> {
    return freeChecksLeft(this.#ctx, this.#workers, this.#running)
  }

  async #takePlace(): Promise<void> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** Whoever has waited longest gets the place itself. */
  #leavePlace(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}
