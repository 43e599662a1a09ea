/** Remembers when, from where and by what each key was used last, and writes it down now and then. */
import type { Context } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { RepeatedWork } from '../../lib/repeated-work.ts'
import { updateLastUsed } from './queries.ts'

/** Half of the half minute that the stored time may be behind; the other half is for a write that fails once. */
const FLUSH_INTERVAL_MS = 15_000
/** Keys remembered between two writes: about 10 MB. Beyond it, the keys that were used first are written first. */
const MAX_REMEMBERED = 20_000
const MAX_AGENT_LENGTH = 256

/** The last use of one key. */
interface Use {
  atMs: number
  ip: string
  agent: string
}

/** Where requests leave their trace. */
export interface KeyUsage {
  /** Notes one use; a memory write and nothing else. */
  record(id: ApiKeyId, use: { readonly ip: string; readonly agent: string | undefined }): void
  /** Writes down what is not written yet; a failure is logged, and what it concerns is tried again. */
  flush(): Promise<void>
  /** Writes for the last time. */
  close(): Promise<void>
}

/** Starts remembering; one statement for all keys every 15 s, so that no request ever waits for a write. */
export function openKeyUsage(ctx: Pick<Context, 'db' | 'clock' | 'log'>): KeyUsage {
  return new BatchedKeyUsage(ctx)
}

class BatchedKeyUsage implements KeyUsage {
  readonly #ctx: Pick<Context, 'db' | 'clock' | 'log'>
  #uses = new Map<ApiKeyId, Use>()
  readonly #writing = new RepeatedWork(() => this.#write(), FLUSH_INTERVAL_MS)

  constructor(ctx: Pick<Context, 'db' | 'clock' | 'log'>) {
    this.#ctx = ctx
  }

  record(id: ApiKeyId, { ip, agent = '' }: { readonly ip: string; readonly agent: string | undefined }): void {
    const atMs = this.#ctx.clock.nowMs()
    const known = this.#uses.get(id)
    if (known) {
      known.atMs = atMs
      known.ip = ip
      known.agent = agent
      return
    }
    this.#uses.set(id, { atMs, ip, agent })
    if (this.#uses.size > MAX_REMEMBERED) this.#dropOldest()
  }

  /** One write at a time: a second one asked for meanwhile is the same one. */
  flush(): Promise<void> {
    return this.#writing.run()
  }

  close(): Promise<void> {
    return this.#writing.close()
  }

  async #write(): Promise<void> {
    const uses = this.#uses
    if (uses.size === 0) return
    this.#uses = new Map()
    const rows = [...uses].map(([id, { atMs, ip, agent }]) => {
      return { id, lastUsedAt: new Date(atMs), ip, agent: agent.slice(0, MAX_AGENT_LENGTH) }
    })
    try {
      await acrossOrganizations(() => updateLastUsed(this.#ctx.db, rows))
    } catch (err) {
      this.#ctx.log.warn({ err, keys: rows.length }, 'last uses of API keys could not be saved')
      this.#takeBack(uses)
    }
  }

  /** Uses that came meanwhile are later than those that were not saved. */
  #takeBack(unsaved: ReadonlyMap<ApiKeyId, Use>): void {
    this.#uses = new Map([...unsaved, ...this.#uses])
    while (this.#uses.size > MAX_REMEMBERED) this.#dropOldest()
  }

  #dropOldest(): void {
    const [oldest] = this.#uses.keys()
    if (oldest !== undefined) this.#uses.delete(oldest)
  }
}
