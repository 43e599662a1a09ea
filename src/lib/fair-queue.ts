/** A queue of several owners from which each takes turns, so that one who sends a lot cannot make the others wait. */

/** Items of one owner leave in the order of their arrival. */
export class FairQueue<T> {
  /** Owners in the order of their turns; each has at least one item. */
  readonly #byOwner = new Map<string, T[]>()
  #size = 0

  get size(): number {
    return this.#size
  }

  push(owner: string, item: T): void {
    const items = this.#byOwner.get(owner)
    if (items) items.push(item)
    else this.#byOwner.set(owner, [item])
    this.#size += 1
  }

  /**
   * Takes at most `most` items: the same number of each owner, as far as they have as many, and what is then left of
   * the room from those who have more. Whoever was served goes to the end of the line.
   */
  take(most: number): T[] {
    const shares = this.#share(most)
    return [...shares].flatMap(([owner, count]) => this.#remove(owner, count))
  }

  #share(most: number): Map<string, number> {
    const shares = new Map<string, number>()
    let room = most
    let open = [...this.#byOwner].map(([owner, items]) => ({ owner, waiting: items.length }))
    while (room > 0 && open.length > 0) {
      const each = Math.max(1, Math.floor(room / open.length))
      for (const { owner, waiting } of open.slice(0, room)) {
        const more = Math.min(each, waiting - (shares.get(owner) ?? 0))
        shares.set(owner, (shares.get(owner) ?? 0) + more)
        room -= more
      }
      open = open.filter(({ owner, waiting }) => waiting > (shares.get(owner) ?? 0))
    }
    return shares
  }

  #remove(owner: string, count: number): T[] {
    const items = this.#byOwner.get(owner) ?? []
    this.#byOwner.delete(owner)
    if (items.length > count) this.#byOwner.set(owner, items.slice(count))
    this.#size -= count
    return items.slice(0, count)
  }
}
