/** Does the same costly work once for all who ask for it at the same time, and only so much of it at once. */

/** Bounds what a few callers can make one process do. */
export class SharedWork<T> {
  readonly #most: number
  readonly #running = new Map<string, Promise<T>>()
  readonly #waiting: Array<() => void> = []
  #busy = 0

  /** At most `most` works run at once; further ones wait for their turn, in the order in which they were asked for. */
  constructor(most: number) {
    this.#most = most
  }

  /** Answers the work that runs or waits under `name`, or else starts `work`. */
  run(name: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(name)
    if (running) return running
    const started = this.#inTurn(work).finally(() => this.#running.delete(name))
    this.#running.set(name, started)
    return started
  }

  async #inTurn(work: () => Promise<T>): Promise<T> {
    if (this.#busy < this.#most) this.#busy += 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // The turn goes over to the next one without becoming free in between.
      if (next) next()
      else this.#busy -= 1
    }
  }
}
