/** Follows what happens in an environment by the public API, as a program of its owner would. */
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../lib/errors.ts'

/** An event with what webhooks tell of it. */
export interface FollowedEvent {
  readonly id: string
  readonly type: string
  readonly sessionId: string | undefined
  readonly createdAt: string
  /** Undefined once the applicant was erased. */
  readonly data: unknown
}

interface WireEvent {
  readonly id: string
  readonly type: string
  readonly session_id?: string
  readonly created_at: string
  readonly data?: unknown
}

/** The server waits so long for the next one: a handful of requests each minute. */
const WAIT_SECONDS = 20
const TIMEOUT_MS = 30_000
const RETRY_MS = 2_000
const PAGE = 100
/** Of a burst. */
const MAX_PAGES = 10

export interface FollowOptions {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined
  /** From then on nothing is missed. */
  readonly onReady?: () => void
}

/**
 * Every event from now on, oldest first, each once. A server that does not answer is asked again; throws `unauthenticated` or
 * `scope_missing` when the key is refused.
 */
export async function* followEvents(
  server: URL,
  key: string,
  { signal, onReady }: FollowOptions = {},
): AsyncGenerator<FollowedEvent> {
  const get: Get = (path) => ask(new URL(path, server), key, signal)
  const seen = new Set<string>()
  let newest = await readUnseen(get, seen, { wait_seconds: '0' }, 1).then((found) => found?.newest)
  onReady?.()
  for (;;) {
    const query = { wait_seconds: String(WAIT_SECONDS), ...(newest !== undefined && { newest }) }
    const found = await readUnseen(get, seen, query, MAX_PAGES)
    if (!found) return
    newest = found.newest
    for (const { id } of found.events.reverse()) {
      const event = await get<WireEvent>(`/v1/events/${id}`)
      if (!event) return
      const { type, session_id: sessionId, created_at: createdAt, data } = event
      yield { id, type, sessionId, createdAt, data }
    }
  }
}

/** Undefined when it was ended. */
type Get = <T>(path: string) => Promise<T | undefined>

/** What is not seen yet, newest first, of as many pages as hold nothing else, and notes that it was. */
async function readUnseen(
  get: Get,
  seen: Set<string>,
  first: Readonly<Record<string, string>>,
  mostPages: number,
): Promise<{ readonly events: WireEvent[]; readonly newest: string | undefined } | undefined> {
  const events: WireEvent[] = []
  let newest: string | undefined
  let query = first
  for (let pages = 0; pages < mostPages; pages += 1) {
    const path = `/v1/events?${new URLSearchParams({ limit: String(PAGE), ...query })}`
    const page = await get<{ events: readonly WireEvent[]; next_token: string | null }>(path)
    if (!page) return undefined
    if (pages === 0) newest = page.events[0]?.id
    const unseen = page.events.filter(({ id }) => !seen.has(id))
    events.push(...unseen)
    for (const { id } of unseen) seen.add(id)
    if (page.next_token === null || unseen.length < page.events.length) break
    query = { next_token: page.next_token }
  }
  return { events, newest }
}

/** The JSON of an answer; undefined when `signal` was aborted. */
async function ask<T>(url: URL, key: string, signal: AbortSignal | undefined): Promise<T | undefined> {
  for (;;) {
    if (signal?.aborted) return undefined
    const outcome = await tryOnce(url, key, signal)
    if ('json' in outcome) return outcome.json as T
    if (signal?.aborted) return undefined
    process.stderr.write(`${url.origin}: ${outcome.trouble}; asking again\n`)
    await sleep(outcome.retryMs, undefined, { signal }).catch(() => undefined)
  }
}

async function tryOnce(
  url: URL,
  key: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly json: unknown } | { readonly trouble: string; readonly retryMs: number }> {
  const limit = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const answer = await fetch(url, {
      headers: { 'x-api-key': key },
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    const json: unknown = await answer.json()
    if (answer.ok) return { json }
    const { message } = json as { message?: string }
    if (answer.status === 401)
      throw new AppError('unauthenticated', { message: 'The server does not take this API key' })
    if (answer.status < 500 && answer.status !== 429)
      throw new AppError('scope_missing', { message: message ?? 'Refused' })
    const retryMs = 1000 * Number(answer.headers.get('retry-after') ?? RETRY_MS / 1000)
    return { trouble: message ?? `answered ${answer.status}`, retryMs }
  } catch (error) {
    if (error instanceof AppError) throw error
    const { cause } = error as Error
    return { trouble: cause instanceof Error ? cause.message : (error as Error).message, retryMs: RETRY_MS }
  }
}
