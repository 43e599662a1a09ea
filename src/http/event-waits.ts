/** Holds requests for events until there may be something to tell. */
import type { ServerResponse } from 'node:http'
import { AppError } from '../lib/errors.ts'
import type { ApiKeyActor } from '../services/actor.ts'
import type { SessionChanges } from '../services/sessions/changes.ts'

/** Of an organization's environment; each costs a socket. */
const MAX_WAITING = 16
/** Changes of this time are looked for at once. */
const GATHER_MS = 100

/** One request that waits; end it when it is answered. */
export interface EventWait {
  /** Resolves to true when something changed since it was asked last, to false when the waiting is over. */
  next(): Promise<boolean>
  end(): void
}

/** One for each process. */
export class EventWaits {
  readonly #changes: SessionChanges
  readonly #waiting = new Map<string, number>()
  readonly #ends = new Set<() => void>()
  #isEnded = false

  constructor(changes: SessionChanges) {
    this.#changes = changes
  }

  /** Watches from now on, for `ms` at most and as long as the caller is there. Throws `rate_limited` beyond 16 of an environment. */
  open(actor: ApiKeyActor, ms: number, reply: ServerResponse): EventWait {
    const place = `${actor.organizationId} ${actor.environment}`
    const count = this.#waiting.get(place) ?? 0
    if (count >= MAX_WAITING) {
      throw new AppError('rate_limited', {
        message: `${MAX_WAITING} requests wait for events already: end one of them`,
      })
    }
    this.#waiting.set(place, count + 1)
    let isOver = false
    let change = Promise.withResolvers<void>()
    const unwatch = this.#changes.watch(actor, () => change.resolve())
    const stop = () => {
      isOver = true
      change.resolve()
    }
    const timer = setTimeout(stop, this.#isEnded ? 0 : ms)
    reply.once('close', stop)
    this.#ends.add(stop)
    return {
      next: async () => {
        await change.promise
        if (!isOver) await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
        change = isOver ? change : Promise.withResolvers<void>()
        return !isOver
      },
      end: () => {
        clearTimeout(timer)
        unwatch()
        reply.off('close', stop)
        this.#ends.delete(stop)
        const left = (this.#waiting.get(place) ?? 1) - 1
        if (left === 0) this.#waiting.delete(place)
        else this.#waiting.set(place, left)
      },
    }
  }

  /** Has all of them answered, and those that are still on their way here, so that a server that stops does not wait for them. */
  endAll(): void {
    this.#isEnded = true
    for (const end of [...this.#ends]) end()
  }
}
