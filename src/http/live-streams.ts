/** Holds the connections of live pages: server-sent events that end with the sign-in, the membership or the server. */
import { Readable } from 'node:stream'
import { AppError } from '../lib/errors.ts'
import { toAddressBlock } from '../limits/failed-auth.ts'
import { type ShareBounds, Shares } from '../limits/shares.ts'
import type { MemberActor } from '../services/actor.ts'
import type { SessionChanges } from '../services/sessions/changes.ts'
import { toBusyError } from './front-door.ts'

/** More windows than a person looks at; each costs a socket, and a browser has six for one server. */
const MAX_PER_MEMBER = 8
/** Proxies give up connections on which nothing is heard for about a minute. */
const HEARTBEAT_MS = 15_000
/** Changes of this time are told at once. */
const GATHER_MS = 200
/** Of more than these, no id is told: the page asks for its list anew anyway. */
const MAX_IDS = 100
/** Who does not read is cut off; the browser comes back by itself. */
const MAX_UNREAD_BYTES = 64 * 1024

/** One for each process. */
export class LiveStreams {
  readonly #changes: SessionChanges
  readonly #shares: Shares
  readonly #streams = new Map<string, Set<Readable>>()

  constructor(changes: SessionChanges, bounds: ShareBounds) {
    this.#changes = changes
    this.#shares = new Shares(bounds)
  }

  /**
   * The events of the member's organization and environment: ids of sessions, never what is in them. `recheck` throws
   * when the member may not read any more; asked with each heartbeat. Throws `rate_limited` beyond eight of the member or too
   * many of the address, and `server_busy` beyond what all may hold.
   */
  open(member: MemberActor, recheck: () => Promise<void>): Readable {
    const streams = this.#streams.get(member.userId) ?? new Set()
    if (streams.size >= MAX_PER_MEMBER) {
      throw new AppError('rate_limited', { message: 'Too many live pages are open: close one of them' })
    }
    const address = toAddressBlock(member.address)
    const bound = this.#shares.take(address, 1)
    if (bound) throw toBusyError(bound, 'live pages')
    const stream = new Readable({ read: () => undefined })
    this.#streams.set(member.userId, streams.add(stream))
    const write = (text: string) => {
      if (stream.readableLength > MAX_UNREAD_BYTES) stream.destroy()
      else if (!stream.destroyed) stream.push(text)
    }
    const gathered = gather((ids) => write(`event: sessions\ndata: ${JSON.stringify({ ids })}\n\n`))
    const unwatch = this.#changes.watch(member, gathered.add)
    const beat = setInterval(() => {
      write(': still here\n\n')
      recheck().catch((error: unknown) => {
        if (isRefusal(error)) endStream(stream)
      })
    }, HEARTBEAT_MS)
    stream.once('close', () => {
      clearInterval(beat)
      gathered.stop()
      unwatch()
      this.#shares.give(address, 1)
      streams.delete(stream)
      if (streams.size === 0) this.#streams.delete(member.userId)
    })
    write('event: ready\ndata: {}\n\n')
    return stream
  }

  /** Ends all of them, so that a server that stops does not wait for pages that stay open. */
  closeAll(): void {
    for (const streams of [...this.#streams.values()]) for (const stream of [...streams]) endStream(stream)
  }
}

function endStream(stream: Readable): void {
  if (!stream.destroyed) stream.push(null)
}

/** A database that cannot be asked is no reason to send anybody away. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && (error.status === 401 || error.status === 403)
}

/** Passes on together what comes within a moment. */
function gather(tell: (ids: readonly string[]) => void): { add(ids: readonly string[]): void; stop(): void } {
  let waiting: Set<string> | undefined
  let isMany = false
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    const ids = isMany ? [] : [...(waiting ?? [])]
    waiting = undefined
    isMany = false
    tell(ids)
  }
  return {
    add(ids) {
      if (!waiting) timer = setTimeout(flush, GATHER_MS)
      waiting ??= new Set()
      for (const id of ids) waiting.add(id)
      isMany ||= ids.length === 0 || waiting.size > MAX_IDS
    },
    stop: () => clearTimeout(timer),
  }
}
