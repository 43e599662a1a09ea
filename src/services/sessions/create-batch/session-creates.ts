/** Gathers creates that arrive while a commit is under way, so that the next commit makes all of them at once. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '../../../context.ts'
import { acrossOrganizations } from '../../../db/reach.ts'
import { FairQueue } from '../../../lib/fair-queue.ts'
import type { NewSession } from './new-session.ts'
import { type WaitingCreate, writeBatch } from './write.ts'

/** A larger batch gains nothing more, and holds its balances locked for longer. */
const MAX_IN_BATCH = 256

/**
 * One for each process. A create that finds nobody at work is written at once; nothing waits for a timer. Organizations
 * take turns within a batch, so that a hot one cannot keep the others out.
 */
export class SessionCreates {
  readonly #ctx: Context
  readonly #waiting = new FairQueue<WaitingCreate>()
  #writing: Promise<void> | undefined

  constructor(ctx: Context) {
    this.#ctx = ctx
  }

  /** Resolves when the session is committed; throws `balance_insufficient` with nothing written. */
  add(row: NewSession): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(row.organizationId, { row, resolve, reject })
      this.#writing ??= this.#writeAll()
    })
  }

  /** Resolves when nothing waits any more. */
  async close(): Promise<void> {
    await this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      // Requests that were read from their sockets in one turn of the event loop share a batch.
      await nextTurn()
      await acrossOrganizations(() => writeBatch(this.#ctx, this.#waiting.take(MAX_IN_BATCH)))
    }
    this.#writing = undefined
  }
}
