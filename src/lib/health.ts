/** Whether this process is fit: what of it does not work at present, and whether it has given itself up. */
import type { Logger } from './log.ts'

/** A part of the process that heals by itself, or ends the process. */
export type Part = 'database' | QueuePart

/** The queue of checks, and that of all other jobs. */
export type QueuePart = 'checks' | 'jobs'

export interface Trouble {
  readonly part: Part
  /** For the operator. */
  readonly why: string
}

/** The process must end, so that whoever runs it starts it again; the message is for the operator. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError'
}

/** Parts say how they are; whoever tells load balancers, or ends the process, asks. */
export class Health {
  readonly #log: Logger
  readonly #troubles = new Map<Part, string>()
  readonly #end = Promise.withResolvers<GivenUpError>()

  constructor(log: Logger) {
    this.#log = log
  }

  /** What does not work at present: as long as there is any, requests should go to another node. */
  get troubles(): readonly Trouble[] {
    return [...this.#troubles].map(([part, why]) => ({ part, why }))
  }

  /** Resolves when a part cannot be mended from inside; most processes never see it. */
  get givenUp(): Promise<GivenUpError> {
    return this.#end.promise
  }

  /** A part does not work, for a reason that may change. */
  ail(part: Part, why: string): void {
    if (this.#troubles.get(part) === why) return
    this.#troubles.set(part, why)
    this.#log.error({ part, why }, 'this process is not ready')
  }

  /** A part works, again or still. */
  recover(part: Part): void {
    if (this.#troubles.delete(part)) this.#log.info({ part }, 'a part of this process works again')
  }

  /** A part will not work again in this process. */
  giveUp(part: Part, why: string): void {
    this.ail(part, why)
    this.#end.resolve(new GivenUpError(why))
  }
}
