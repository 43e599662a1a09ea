/** Keeps the queue running: one that ended by itself, since its database was away, is started again. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { openPool } from '../db/pool.ts'
import type { Logger } from '../lib/log.ts'
import type { WorkerLocks } from './worker-locks.ts'

const RESTART_AFTER_MS = 1000
const QUERY_TIMEOUT_MS = 10_000

/** A queue that cannot say that a job is done ends itself; without the delays of 0 its rejection would end the process. */
const ENDS_ITSELF = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } } satisfies RunnerOptions['preset']

/** The listening connection, and one to take and end jobs while every worker uses its own. */
const MORE_CONNECTIONS = 2

/** What the queue does, and how many jobs at once. */
export type QueueOptions = Pick<RunnerOptions, 'taskList' | 'crontab' | 'pollInterval' | 'logger'> & {
  readonly concurrency: number
}

/** Jobs of a queue that ended are given to the next one. */
export class JobQueue {
  readonly #options: QueueOptions
  readonly #pool: pg.Pool
  readonly #locks: WorkerLocks
  readonly #log: Logger
  readonly #stopping = new AbortController()
  #name = ''
  #runner: Runner | undefined
  #ended: Promise<void> = Promise.resolve()

  private constructor(url: string, options: QueueOptions, locks: WorkerLocks, log: Logger) {
    const max = options.concurrency + MORE_CONNECTIONS
    this.#pool = openPool(
      { connectionString: url, application_name: 'openidv jobs', max, statement_timeout: QUERY_TIMEOUT_MS },
      log,
    )
    this.#options = options
    this.#locks = locks
    this.#log = log
  }

  /** Starts the queue of the database at `url`; throws when that is not possible at first. */
  static async start(url: string, options: QueueOptions, locks: WorkerLocks, log: Logger): Promise<JobQueue> {
    const queue = new JobQueue(url, options, locks, log)
    queue.#ended = queue.#keepRunning(await queue.#run())
    return queue
  }

  /** Lets running jobs end, then stops. Never throws. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#runner?.stop().catch(() => {
      // It ended by itself a moment ago.
    })
    await this.#ended
    await this.#pool.end()
  }

  async #run(): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter()
    // The queue writes the name of its pool on a job, not of one of its workers. The pool is made before `run` answers.
    events.on('pool:create', ({ workerPool }) => void this.#mark(workerPool.id))
    this.#runner = await run({
      ...this.#options,
      pgPool: this.#pool,
      noHandleSignals: true,
      preset: ENDS_ITSELF,
      events,
    })
    return this.#runner
  }

  async #keepRunning(first: Runner): Promise<void> {
    let runner: Runner | undefined = first
    while (runner !== undefined) {
      await runner.promise.catch((err) => this.#log.warn({ err }, 'the job queue ended with an error'))
      if (this.#stopping.signal.aborted) return
      this.#log.warn('the job queue ended by itself and is started again')
      await this.#unmark()
      runner = await this.#runAgain()
    }
  }

  /** Tries until the database is back; undefined when it was stopped meanwhile. */
  async #runAgain(): Promise<Runner | undefined> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await sleep(RESTART_AFTER_MS, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      try {
        const runner = await this.#run()
        if (signal.aborted) await runner.stop()
        return runner
      } catch (err) {
        this.#log.warn({ err }, 'the job queue could not be started again')
      }
    }
    return
  }

  /** A mark that cannot be set is set again with the next connection. */
  async #mark(name: string): Promise<void> {
    this.#name = name
    try {
      await this.#locks.hold(name)
    } catch (err) {
      this.#log.warn({ err }, 'the worker could not be marked as living')
    }
  }

  /** A mark that cannot be taken away went with its connection. */
  async #unmark(): Promise<void> {
    try {
      await this.#locks.release(this.#name)
    } catch (err) {
      this.#log.warn({ err }, 'the mark of a worker that ended went with its connection')
    }
  }
}
