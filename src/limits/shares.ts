/** Counts what callers hold at the same time, such as connections or bytes: each of them, and all together. */

/** The most that all may hold together, and each. */
export interface ShareBounds {
  readonly total: number
  readonly each: number
}

/** In this process; what is taken must be given back. */
export class Shares {
  readonly #bounds: ShareBounds
  readonly #held = new Map<string, number>()
  #total = 0

  constructor(bounds: ShareBounds) {
    this.#bounds = bounds
  }

  /**
   * Takes `amount` for `holder`, or answers the bound that refuses, and then takes nothing. A holder of nothing is
   * refused by `total` only, so that one large piece always has a way in.
   */
  take(holder: string, amount: number): keyof ShareBounds | undefined {
    const held = this.#held.get(holder) ?? 0
    if (this.#total + amount > this.#bounds.total) return 'total'
    if (held > 0 && held + amount > this.#bounds.each) return 'each'
    this.#total += amount
    this.#held.set(holder, held + amount)
    return undefined
  }

  /** Gives back what was taken. */
  give(holder: string, amount: number): void {
    const left = (this.#held.get(holder) ?? 0) - amount
    this.#total -= amount
    if (left > 0) this.#held.set(holder, left)
    else this.#held.delete(holder)
  }

  /** What all hold together. */
  get total(): number {
    return this.#total
  }
}
