/** Notes every request of a key in memory and writes the notes down together, once a second. */
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { isDatabaseUnavailable } from '../../db/transaction.ts'
import { RepeatedWork } from '../../lib/repeated-work.ts'
import { insertHints } from './hints-queries.ts'
import { insertRequests } from './queries.ts'
import { type RequestEntry, toHintRows, toRows, type WaitingRequest } from './request-entry.ts'

const FLUSH_INTERVAL_MS = 1000
/** Rows of one statement; when so many wait, they are written at once. */
const BATCH = 1000
/** Rows that wait while the database is away: about 10 MB. What comes beyond them is dropped and counted. */
const MAX_WAITING = 20_000
/** Refusals of one key, route and second that get a row each; those beyond are added to the last. */
const MAX_SINGLE_REFUSALS = 5
/** A batch that fails for another reason than a database that is away is tried so often: it may itself be the reason. */
const MAX_TRIES = 3

/** Where requests leave their trace. */
export interface RequestRecorder {
  /** Notes one request; a memory write and nothing else. */
  record(entry: RequestEntry): void
  /** Writes down what waits. A failure is logged, and its rows are tried again. Never throws. */
  flush(): Promise<void>
  /** Requests that were not written and never will be, since the start. */
  dropped(): number
  /** Writes for the last time. */
  close(): Promise<void>
}

/** Starts recording. */
export function openRequestRecorder(ctx: Pick<Context, 'db' | 'log'>): RequestRecorder {
  return new BatchedRecorder(ctx)
}

/** The refusals of one key and route within one second. */
interface Refusals {
  readonly second: number
  count: number
  readonly row: WaitingRequest
}

class BatchedRecorder implements RequestRecorder {
  readonly #ctx: Pick<Context, 'db' | 'log'>
  #waiting: WaitingRequest[] = []
  /** Taken from those that wait, and not written yet. */
  #batch: WaitingRequest[] = []
  #tries = 0
  #sequence = 0
  #dropped = 0
  #reported = 0
  /** By key and route; forgotten when their rows are written. */
  readonly #refusals = new Map<string, Refusals>()
  readonly #writing = new RepeatedWork(() => this.#writeAll(), FLUSH_INTERVAL_MS)

  constructor(ctx: Pick<Context, 'db' | 'log'>) {
    this.#ctx = ctx
  }

  record(entry: RequestEntry): void {
    if (entry.status === 429 && this.#joinRefusals(entry)) return
    if (this.#waiting.length >= MAX_WAITING) {
      this.#dropped += 1
      return
    }
    this.#sequence += 1
    const row = { entry, sequence: this.#sequence, times: 1 }
    this.#waiting.push(row)
    if (entry.status === 429) this.#beginRefusals(row)
    if (this.#waiting.length === BATCH) void this.flush()
  }

  dropped(): number {
    return this.#dropped
  }

  /** One write at a time: a second one asked for meanwhile is the same one. */
  flush(): Promise<void> {
    return this.#writing.run()
  }

  close(): Promise<void> {
    return this.#writing.close()
  }

  async #writeAll(): Promise<void> {
    do {
      if (this.#batch.length === 0) this.#takeBatch()
      if (this.#batch.length === 0 || !(await this.#writeBatch())) break
    } while (this.#waiting.length > 0)
    this.#reportDropped()
  }

  #takeBatch(): void {
    this.#refusals.clear()
    this.#tries = 0
    if (this.#waiting.length <= BATCH) {
      this.#batch = this.#waiting
      this.#waiting = []
    } else {
      this.#batch = this.#waiting.splice(0, BATCH)
    }
  }

  /** Whether the next batch may follow. */
  async #writeBatch(): Promise<boolean> {
    try {
      await acrossOrganizations(() => writeRows(this.#ctx.db, this.#batch))
      this.#batch = []
      return true
    } catch (err) {
      this.#tries += isDatabaseUnavailable(err) ? 0 : 1
      const isGivenUp = this.#tries >= MAX_TRIES
      this.#ctx.log.warn({ err, requests: this.#batch.length, isGivenUp }, 'the log of requests could not be saved')
      if (isGivenUp) {
        this.#dropped += countRequests(this.#batch)
        this.#batch = []
      }
      return isGivenUp
    }
  }

  /** Bounds what a caller over the limits can make us keep: any number of refusals in a second are a few rows. */
  #joinRefusals(entry: RequestEntry): boolean {
    const known = this.#refusals.get(refusalsOf(entry))
    if (!known || known.second !== Math.floor(entry.atMs / 1000)) return false
    if (known.count < MAX_SINGLE_REFUSALS) {
      known.count += 1
      return false
    }
    known.row.times += 1
    return true
  }

  #beginRefusals(row: WaitingRequest): void {
    const { entry } = row
    const second = Math.floor(entry.atMs / 1000)
    const known = this.#refusals.get(refusalsOf(entry))
    const count = known?.second === second ? known.count : 1
    this.#refusals.set(refusalsOf(entry), { second, count, row })
  }

  #reportDropped(): void {
    if (this.#dropped === this.#reported) return
    this.#ctx.log.error({ requests: this.#dropped - this.#reported }, 'requests were left out of the log')
    this.#reported = this.#dropped
  }
}

/** The hints after their rows, so that none outlives a batch that is given up; both may be given again. */
async function writeRows(db: Db, batch: readonly WaitingRequest[]): Promise<void> {
  await insertRequests(db, toRows(batch))
  const hints = toHintRows(batch)
  if (hints.length > 0) await insertHints(db, hints)
}

function refusalsOf({ apiKeyId, method, route, errorCode }: RequestEntry): string {
  return `${apiKeyId} ${method} ${route} ${errorCode}`
}

function countRequests(rows: readonly WaitingRequest[]): number {
  return rows.reduce((sum, { times }) => sum + times, 0)
}
