/** Keeps the queue running: one that ended by itself, or that does nothing though there is work, is replaced. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../lib/log.ts'
import { type QueueOptions, QueueRun } from './queue-run.ts'
import type { WorkerLocks } from './worker-locks.ts'
import { Workload } from './workload.ts'

const RESTART_AFTER_MS = 1000
/** Longer than a check takes: what a replaced run has begun may end, and is otherwise done again. */
const RETIRE_MS = 90_000

/** Jobs of a queue that ended are given to the next one. */
export class JobQueue {
  readonly #url: string
  readonly #options: QueueOptions
  readonly #locks: WorkerLocks
  readonly #log: Logger
  readonly #stopping = new AbortController()
  readonly #retiring = new Set<Promise<void>>()
  #replaced = Promise.withResolvers<void>()
  #workload: Workload
  #current: { readonly run: QueueRun; readonly name: string } | undefined
  #ended: Promise<void> = Promise.resolve()

  private constructor(url: string, options: QueueOptions, locks: WorkerLocks, log: Logger) {
    this.#url = url
    this.#options = options
    this.#locks = locks
    this.#log = log
    this.#workload = new Workload(options.concurrency)
  }

  /** Starts the queue of the database at `url`; throws when that is not possible at first. */
  static async start(url: string, options: QueueOptions, locks: WorkerLocks, log: Logger): Promise<JobQueue> {
    const queue = new JobQueue(url, options, locks, log)
    await queue.#run()
    queue.#ended = queue.#keepRunning()
    return queue
  }

  /** For how long a worker of ours has been free and no job has begun or ended, in ms; it grows while there is no queue. */
  get restingMs(): number {
    return this.#workload.restingMs
  }

  /** Whether the present queue has begun any job. */
  get hasBegun(): boolean {
    return this.#current !== undefined && this.#workload.begun > 0
  }

  /** The names of the jobs that it does. */
  get tasks(): readonly string[] {
    return Object.keys(this.#options.taskList)
  }

  /** Starts another queue on connections of its own; what the present one does may end. */
  replace(): void {
    if (this.#current) this.#replaced.resolve()
  }

  /** Lets running jobs end, then stops. Never throws. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#current?.run.end()
    await this.#ended
    await Promise.all(this.#retiring)
  }

  async #run(): Promise<void> {
    let name = ''
    const named = (given: string) => {
      name = given
      void this.#mark(name)
    }
    const workload = new Workload(this.#options.concurrency)
    const options = { ...this.#options, taskList: workload.watch(this.#options.taskList) }
    const run = await QueueRun.start(this.#url, options, named, this.#log)
    this.#workload = workload
    this.#current = { run, name }
    if (this.#stopping.signal.aborted) await run.end()
  }

  async #keepRunning(): Promise<void> {
    while (this.#current) {
      const { run, name } = this.#current
      await Promise.race([run.ended(), this.#replaced.promise])
      this.#current = undefined
      this.#replaced = Promise.withResolvers()
      const retired = this.#retire(run, name).finally(() => this.#retiring.delete(retired))
      this.#retiring.add(retired)
      if (this.#stopping.signal.aborted) return
      this.#log.warn('the job queue ended and is started again')
      await this.#runAgain()
    }
  }

  /** The name is kept alive until its last job has ended, so that nobody else does that one meanwhile. */
  async #retire(run: QueueRun, name: string): Promise<void> {
    await run.end(sleep(RETIRE_MS, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined))
    await this.#unmark(name)
  }

  /** Tries until the database is back, or the queue is stopped. */
  async #runAgain(): Promise<void> {
    const { signal } = this.#stopping
    while (!this.#current) {
      await sleep(RESTART_AFTER_MS, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      await this.#run().catch((err) => this.#log.warn({ err }, 'the job queue could not be started again'))
    }
  }

  /** A mark that cannot be set is set again with the next connection. */
  async #mark(name: string): Promise<void> {
    try {
      await this.#locks.hold(name)
    } catch (err) {
      this.#log.warn({ err }, 'the worker could not be marked as living')
    }
  }

  /** A mark that cannot be taken away went with its connection. */
  async #unmark(name: string): Promise<void> {
    try {
      await this.#locks.release(name)
    } catch (err) {
      this.#log.warn({ err }, 'the mark of a worker that ended went with its connection')
    }
  }
}
