/** Tells a server that is away from one that is busy: by its silence, not by the wait of a single request. */

/** Longest silence while something is asked, and longest wait in any case. */
interface Patience {
  readonly silenceMs: number
  readonly mostMs: number
}

/**
 * Waits for the answers of one connection, which come in order. Behind a long queue an answer may take its time although
 * the server is well, so a request gives up when no answer at all has come for `silenceMs`, or after `mostMs`.
 */
export class SilenceWatch {
  readonly #patience: Patience
  #heardAtMs = 0

  constructor(patience: Patience) {
    this.#patience = patience
  }

  /** The answer, or an error when the server fell silent. */
  wait<T>(answer: Promise<T>): Promise<T> {
    const { silenceMs, mostMs } = this.#patience
    const askedAtMs = performance.now()
    return new Promise((resolve, reject) => {
      const expire = (): void => {
        const nowMs = performance.now()
        const leftMs = Math.min(Math.max(askedAtMs, this.#heardAtMs) + silenceMs, askedAtMs + mostMs) - nowMs
        if (leftMs > 0) timer = arm(leftMs)
        else reject(new Error(`the limit server gave no answer for ${Math.round(nowMs - askedAtMs)} ms`))
      }
      // What already lies in the socket is read first: a pause of our own event loop is not an outage of the server.
      const arm = (ms: number): NodeJS.Timeout => setTimeout(() => setImmediate(expire), ms)
      let timer = arm(silenceMs)
      const hear = (value: T): void => {
        this.#heardAtMs = performance.now()
        resolve(value)
      }
      answer.then(hear, reject).finally(() => clearTimeout(timer))
    })
  }
}
