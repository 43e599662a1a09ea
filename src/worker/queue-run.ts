/** One life of the job queue: a runner of graphile-worker on connections of its own. */
import { EventEmitter } from 'node:events'
import { type Runner, type RunnerOptions, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { abandonPool, openPool } from '../db/pool.ts'
import type { Logger } from '../lib/log.ts'

/** What the queue does, and how many jobs at once. */
export type QueueOptions = Pick<RunnerOptions, 'crontab' | 'pollInterval' | 'logger'> & {
  readonly taskList: TaskList
  readonly concurrency: number
}

/** A queue that cannot say that a job is done ends itself; without the delays of 0 its rejection would end the process. */
const ENDS_ITSELF = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } } satisfies RunnerOptions['preset']

/** The listening connection, and one to take and end jobs while every worker uses its own. */
const MORE_CONNECTIONS = 2
const QUERY_TIMEOUT_MS = 10_000

interface RunParts {
  readonly runner: Runner
  readonly pool: pg.Pool
  readonly log: Logger
}

/** Ends by itself when it cannot reach the database, though not always: its library may lose connections and wait for ever. */
export class QueueRun {
  readonly #runner: Runner
  readonly #pool: pg.Pool
  readonly #log: Logger

  private constructor({ runner, pool, log }: RunParts) {
    this.#runner = runner
    this.#pool = pool
    this.#log = log
  }

  /** Calls `named` with the name that the run writes on its jobs, before it takes one. Throws when the database is away. */
  static async start(
    url: string,
    options: QueueOptions,
    named: (name: string) => void,
    log: Logger,
  ): Promise<QueueRun> {
    const max = options.concurrency + MORE_CONNECTIONS
    const bounds = { max, statement_timeout: QUERY_TIMEOUT_MS }
    const pool = openPool({ connectionString: url, application_name: 'openidv jobs', ...bounds }, log)
    const events: WorkerEvents = new EventEmitter()
    // The queue writes the name of its pool on a job, not of one of its workers. The pool is made before `run` answers.
    events.on('pool:create', ({ workerPool }) => named(workerPool.id))
    try {
      const runner = await run({ ...options, pgPool: pool, noHandleSignals: true, preset: ENDS_ITSELF, events })
      return new QueueRun({ runner, pool, log })
    } catch (error) {
      abandonPool(pool)
      throw error
    }
  }

  /** Resolves when it has ended by itself. Never rejects. */
  ended(): Promise<void> {
    return this.#runner.promise.catch((err) => this.#log.warn({ err }, 'the job queue ended with an error'))
  }

  /** Takes no more jobs, and lets those under way end, as long as `patience` is pending. Never rejects. */
  async end(patience?: Promise<unknown>): Promise<void> {
    const stopped = this.#runner.stop().catch(() => {
      // It ended by itself a moment ago.
    })
    await (patience ? Promise.race([stopped, patience]) : stopped)
    abandonPool(this.#pool)
  }
}
