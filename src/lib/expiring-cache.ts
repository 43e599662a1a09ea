/** A bounded cache whose answers expire, and whose forgetting cannot be undone by a look-up that began before. */

interface Entry<V> {
  readonly value: V
  readonly usableUntilMs: number
}

/** A look-up under way, and what had been forgotten when it began. */
interface Pending<V> {
  readonly generation: number
  readonly value: Promise<V>
}

/** Keys are kept in the order of their storing; the oldest go when there are too many. */
export class ExpiringCache<V> {
  readonly #entries = new Map<string, Entry<V>>()
  readonly #pending = new Map<string, Pending<V>>()
  readonly #mostEntries: number
  #generation = 0

  constructor(mostEntries: number) {
    this.#mostEntries = mostEntries
  }

  /**
   * The cached answer, or the one that `look` finds, which is then kept for `lifeMs(value)`. Callers who come while it
   * is being looked for wait for the same look-up. Not kept, and not waited for by later callers, when anything was
   * forgotten while `look` was under way, since it may have read what was there before.
   */
  async get(key: string, nowMs: number, look: () => Promise<V>, lifeMs: (value: V) => number): Promise<V> {
    const cached = this.#entries.get(key)
    if (cached && nowMs < cached.usableUntilMs) return cached.value
    const begun = this.#generation
    const pending = this.#pending.get(key)
    if (pending?.generation === begun) return pending.value
    const value = look()
    const own: Pending<V> = { generation: begun, value }
    this.#pending.set(key, own)
    try {
      const found = await value
      if (begun === this.#generation) this.#keep(key, { value: found, usableUntilMs: nowMs + lifeMs(found) })
      return found
    } finally {
      if (this.#pending.get(key) === own) this.#pending.delete(key)
    }
  }

  /** The cached answer while it can be used, without a promise; undefined is also what was never asked for. */
  peek(key: string, nowMs: number): V | undefined {
    const cached = this.#entries.get(key)
    return cached && nowMs < cached.usableUntilMs ? cached.value : undefined
  }

  /** Forgets one key; answers whether it was known. */
  drop(key: string): boolean {
    this.#generation++
    return this.#entries.delete(key)
  }

  /** Forgets each key whose value `holds` is true of. */
  dropWhere(holds: (value: V) => boolean): void {
    this.#generation++
    for (const [key, { value }] of this.#entries) if (holds(value)) this.#entries.delete(key)
  }

  /** Forgets everything. */
  dropAll(): void {
    this.#generation++
    this.#entries.clear()
  }

  #keep(key: string, entry: Entry<V>): void {
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    if (this.#entries.size <= this.#mostEntries) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }
}
