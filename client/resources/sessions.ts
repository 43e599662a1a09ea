/** `client.sessions`: one applicant each, on the way through a workflow. */
import type { Answer, Body, Query } from '../route-types.ts'
import type { RequestOptions } from '../send.ts'
import type { Person, SessionRecord } from '../session-record.ts'
import type { CreateOptions, Transport } from '../transport.ts'

export type CreateSession = Body<'/v1/sessions', 'post'>
export type CreatedSession = Answer<'/v1/sessions', 'post'>
export type ListSessions = Query<'/v1/sessions', 'get'>
/** The applicant's new link. */
export type RenewedLink = Answer<'/v1/sessions/{id}/link', 'post'>
export type Decision = Body<'/v1/sessions/{id}', 'patch'>['status']

export interface RetrievedSession {
  readonly session_record: SessionRecord
  /** URLs that show the pictures for 15 minutes, by their slot. */
  readonly resource_links: Readonly<Record<string, string>>
  readonly user?: Person
  readonly sender_user?: Person
}

export interface SessionPage {
  /** Newest first. */
  readonly sessions: readonly SessionRecord[]
  /** For the next page; null on the last. */
  readonly next_token: string | null
  /** How many fit the filters; 10,000 when there are more. */
  readonly total: number
  readonly hasMore: boolean
  readonly limit: number
  readonly offset: number
}

export interface Sessions {
  /** Holds the price and answers the applicant's link; throws `InsufficientBalanceError` with nothing begun. */
  create(session: CreateSession, options?: CreateOptions): Promise<CreatedSession>
  retrieve(id: string, options?: RequestOptions): Promise<RetrievedSession>
  /** One page. */
  list(query?: ListSessions, options?: RequestOptions): Promise<SessionPage>
  /** Every session that fits, page by page as they are consumed; `limit` is the size of a page. */
  listAll(query?: Omit<ListSessions, 'next_token' | 'offset'>, options?: RequestOptions): AsyncGenerator<SessionRecord>
  /** Decides by hand; throws `ConflictError` with `details.current_status` when the session is in no state for it. */
  updateStatus(id: string, status: Decision, options?: RequestOptions): Promise<RetrievedSession>
  /** Makes a new link and ends the one before; throws `ConflictError` when the session is not open any more. */
  renewLink(id: string, options?: CreateOptions): Promise<RenewedLink>
}

export function createSessions(transport: Transport): Sessions {
  const list: Sessions['list'] = (query = {}, options) =>
    transport.call({ method: 'GET', path: '/v1/sessions', query }, options)
  return {
    create: (body, options) => transport.call({ method: 'POST', path: '/v1/sessions', body }, options),
    retrieve: (id, options) => transport.call({ method: 'GET', path: pathOf(id) }, options),
    list,
    async *listAll(query = {}, options) {
      let next: string | null | undefined
      do {
        const page = await list({ ...query, ...(next && { next_token: next }) }, options)
        yield* page.sessions
        next = page.next_token
      } while (next)
    },
    updateStatus: (id, status, options) =>
      transport.call({ method: 'PATCH', path: pathOf(id), body: { status } }, options),
    renewLink: (id, options) => transport.call({ method: 'POST', path: `${pathOf(id)}/link` }, options),
  }
}

function pathOf(id: string): string {
  return `/v1/sessions/${encodeURIComponent(id)}`
}
