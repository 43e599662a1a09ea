/** Takes from the database what is due, as it becomes due, and works on many of them at a time. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../lib/log.ts'

/** Between two looks: what ends or becomes due together is taken together. */
const GATHER_MS = 10
/** What is due by a notification that was lost, or by a pause that is over, waits no longer. */
const POLL_MS = 1000

/** What a loop works on. */
export interface DueWork<Item> {
  /** What it is, in the plural, for the log. */
  readonly name: string
  /** At a time. */
  readonly places: number
  /** Claims at most so many of what is due, so that nobody else takes them. */
  readonly take: (most: number) => Promise<readonly Item[]>
  /** Works on one; throws only when what came of it could not be kept. `signal`: the process ends. */
  readonly work: (item: Item, signal: AbortSignal) => Promise<void>
}

/** One for each process that has the role of a worker, and kind of work. */
export class DueLoop<Item> {
  readonly #due: DueWork<Item>
  readonly #log: Logger
  readonly #working = new Set<Promise<void>>()
  readonly #stopping = new AbortController()
  readonly #loop: Promise<void>
  #woken = Promise.withResolvers<void>()

  constructor(log: Logger, due: DueWork<Item>) {
    this.#log = log
    this.#due = due
    this.#loop = this.#run()
  }

  /** Looks now: something may be due. */
  wake(): void {
    this.#woken.resolve()
  }

  /** Takes nothing more, and lets what is under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.wake()
    await this.#loop
    await Promise.all(this.#working)
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const free = this.#due.places - this.#working.size
      // Before the look, so that no notification falls in between.
      this.#woken = Promise.withResolvers()
      const taken = free > 0 ? await this.#take(free) : 0
      if (taken === 0) await this.#rest()
    }
  }

  async #take(most: number): Promise<number> {
    try {
      const items = await this.#due.take(most)
      for (const item of items) this.#begin(item)
      return items.length
    } catch (err) {
      this.#log.warn({ err, work: this.#due.name }, 'what is due could not be taken')
      return 0
    }
  }

  #begin(item: Item): void {
    const working = this.#due
      .work(item, this.#stopping.signal)
      .catch((err) => this.#log.warn({ err, work: this.#due.name }, 'what came of an attempt was not kept'))
      .finally(() => {
        this.#working.delete(working)
        // What waited for this one may be taken now.
        this.wake()
      })
    this.#working.add(working)
  }

  async #rest(): Promise<void> {
    const isOver = new AbortController()
    const poll = sleep(POLL_MS, undefined, { signal: isOver.signal }).catch(() => undefined)
    await Promise.race([this.#woken.promise, poll])
    isOver.abort()
    await sleep(GATHER_MS)
  }
}
