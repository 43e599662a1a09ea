/** Counts things that are equal: the first is due at once, those that follow it within a period are due together at its end. */
export class Tally<T> {
  readonly #periodMs: number
  readonly #most: number
  readonly #waiting = new Map<string, Waiting<T>>()
  /** Until when those that follow wait; in the order of time. */
  readonly #quietUntilMs = new Map<string, number>()

  /** `most` different things wait at a time, and as many are known of which one was taken. */
  constructor({ periodMs, most }: { readonly periodMs: number; readonly most: number }) {
    this.#periodMs = periodMs
    this.#most = most
  }

  /** How many different things wait. */
  get size(): number {
    return this.#waiting.size
  }

  get isFull(): boolean {
    return this.#waiting.size >= this.#most
  }

  /** Counts one; of equal things the first stands for all. Answers whether there was room. */
  add(key: string, value: T, nowMs: number): boolean {
    const same = this.#waiting.get(key)
    if (same) same.times += 1
    else if (this.isFull) return false
    else this.#waiting.set(key, { key, value, times: 1, dueMs: Math.max(nowMs, this.#quietUntilMs.get(key) ?? 0) })
    return true
  }

  /** Takes what is due at this time, in the order in which it came; `Infinity` takes everything. */
  take(nowMs: number): Array<Counted<T>> {
    this.#forgetQuiet(nowMs)
    const due = [...this.#waiting.values()].filter(({ dueMs }) => dueMs <= nowMs)
    for (const { key } of due) {
      this.#waiting.delete(key)
      this.#quietUntilMs.delete(key)
      this.#quietUntilMs.set(key, nowMs + this.#periodMs)
    }
    return due
  }

  /** Lets wait again what was taken in vain, together with what has come since; it is due at once, and never refused. */
  putBack(taken: ReadonlyArray<Counted<T>>): void {
    for (const { key, value, times } of taken) {
      const since = this.#waiting.get(key)?.times ?? 0
      this.#waiting.set(key, { key, value, times: times + since, dueMs: 0 })
    }
  }

  #forgetQuiet(nowMs: number): void {
    for (const [key, untilMs] of this.#quietUntilMs) {
      if (untilMs > nowMs && this.#quietUntilMs.size <= this.#most) return
      this.#quietUntilMs.delete(key)
    }
  }
}

/** One thing, and how many equal ones it stands for, itself included. */
export interface Counted<T> {
  readonly key: string
  readonly value: T
  readonly times: number
}

interface Waiting<T> extends Counted<T> {
  times: number
  readonly dueMs: number
}
