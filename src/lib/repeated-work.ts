/** Does some work at an interval, never twice at a time, and a last time at the end. */
export class RepeatedWork {
  readonly #work: () => Promise<void>
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | undefined

  /** Does not keep the process alive. The work must not throw. */
  constructor(work: () => Promise<void>, everyMs: number) {
    this.#work = work
    this.#timer = setInterval(() => void this.run(), everyMs).unref()
  }

  /** Does it now; while it is done already, answers when that has ended. */
  run(): Promise<void> {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** Ends the interval, waits for the work under way, and does it once more. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
    await this.run()
  }
}
