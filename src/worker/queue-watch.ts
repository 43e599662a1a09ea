/** Watches the queue by its effect: a job that is due and that nobody takes, though a worker of ours is free. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { isReadOnlyError } from '../db/read-only.ts'
import { requireWritable } from '../db/require-writable.ts'
import type { Health, QueuePart } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'

/** The part of the queue that the watch asks and acts upon. */
interface WatchedQueue {
  readonly restingMs: number
  readonly hasBegun: boolean
  readonly tasks: readonly string[]
  replace(): void
}

export interface WatchBounds {
  readonly lookEveryMs: number
  /** A job due for so long while a worker rests for as long is a fault; the queue is replaced, and again after as long. */
  readonly stalledMs: number
  /** A fault that lasts so long makes this process not ready. */
  readonly unreadyMs: number
  /** A fault that lasts so long ends this process. */
  readonly giveUpMs: number
}

const BOUNDS: WatchBounds = { lookEveryMs: 5_000, stalledMs: 15_000, unreadyMs: 45_000, giveUpMs: 300_000 }

interface WatchOptions {
  /** Which of our queues it is. */
  readonly part: QueuePart
  readonly health: Health
  readonly log: Logger
  readonly bounds?: WatchBounds
}

/** Replacing the queue mends lost connections; where it does not, the health says so, and in the end gives the process up. */
export class QueueWatch {
  readonly #db: Database
  readonly #queue: WatchedQueue
  readonly #part: QueuePart
  readonly #health: Health
  readonly #log: Logger
  readonly #bounds: WatchBounds
  readonly #timer: NodeJS.Timeout
  #isLooking = false
  /** When the fault began that lasts. */
  #stalledAtMs: number | undefined
  #replacedAtMs = -Infinity

  constructor(db: Database, queue: WatchedQueue, { part, health, log, bounds = BOUNDS }: WatchOptions) {
    this.#db = db
    this.#queue = queue
    this.#part = part
    this.#health = health
    this.#log = log
    this.#bounds = bounds
    this.#timer = setInterval(() => void this.#look(), bounds.lookEveryMs).unref()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      const dueForMs = await readDueForMs(this.#db, this.#queue.tasks)
      if (Math.min(dueForMs, this.#queue.restingMs) < this.#bounds.stalledMs) this.#recover(dueForMs)
      else this.#act(dueForMs)
    } catch (err) {
      // That the database is away is no fault of the queue, and told by whoever asks the database.
      if (isReadOnlyError(err)) this.#pause()
      else this.#log.debug({ err }, 'the queue could not be looked at')
    } finally {
      this.#isLooking = false
    }
  }

  /** Nothing can be done for as long as it lasts, and it proves nothing: not even another process could take a job. */
  #pause(): void {
    this.#stalledAtMs = undefined
    this.#health.ail(this.#part, 'The database takes no writes: no job can be taken')
  }

  /** That a queue is new proves nothing: it works when it has taken a job, or when none is due. */
  #recover(dueForMs: number): void {
    if (this.#stalledAtMs !== undefined && dueForMs >= this.#bounds.stalledMs && !this.#queue.hasBegun) return
    this.#stalledAtMs = undefined
    this.#health.recover(this.#part)
  }

  #act(dueForMs: number): void {
    const nowMs = performance.now()
    const { stalledMs, unreadyMs, giveUpMs } = this.#bounds
    this.#stalledAtMs ??= nowMs
    const forMs = nowMs - this.#stalledAtMs
    const why = `A job has been due for ${Math.round(dueForMs / 1000)} s, and free workers do not take it`
    if (forMs >= giveUpMs) this.#health.giveUp(this.#part, `${why}; another queue did not help`)
    else if (forMs >= unreadyMs) this.#health.ail(this.#part, 'Due jobs are not taken, though workers are free')
    if (nowMs - this.#replacedAtMs < stalledMs) return
    this.#replacedAtMs = nowMs
    this.#log.error({ dueForMs }, 'due jobs are not taken, though workers are free: the queue is replaced')
    this.#queue.replace()
  }
}

/**
 * How long the oldest job has been due that any of our workers could take: none that is put off, taken, given up, of another
 * version's kind, or in a named queue, where it waits for the one before it. Throws where no worker could take any, since the
 * database takes no writes; the pool then lets go of its connections, and the next look finds out by a new one.
 */
async function readDueForMs(db: Database, tasks: readonly string[]): Promise<number> {
  await requireWritable(db)
  const { rows } = await sql<{ dueForMs: number }>`
    select coalesce(extract(epoch from now() - min(run_at)) * 1000, 0)::double precision as due_for_ms
    from graphile_worker.jobs
    where locked_at is null and queue_name is null and attempts < max_attempts and run_at <= now()
      and task_identifier = any(${tasks}::text[])
  `.execute(db)
  return rows[0]?.dueForMs ?? 0
}
