/** One request as it is noted, and the same as a row: without secrets, with its id. */
import { isIP } from 'node:net'
import type { Environment } from '../../db/tables.ts'
import type { Hint } from '../../lib/errors.ts'
import { type ApiKeyId, newOrderedId, type OrganizationId, type RequestLogId, type SessionId } from '../../lib/ids.ts'
import type { RequestHints } from './hints-queries.ts'

/** What is kept of a request: neither body nor headers, and of the address no value that a caller chose. */
export interface RequestEntry {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly apiKeyId: ApiKeyId
  readonly method: string
  /** The URL pattern. */
  readonly route: string
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly requestId: string
  readonly ip: string
  readonly userAgent: string | undefined
  readonly errorCode: string | undefined
  /** What the caller was told to mend, without what they had sent. */
  readonly hints?: readonly Hint[] | undefined
  /** The session that the request made or asked for. */
  readonly sessionId: SessionId | undefined
  /** When it arrived. */
  readonly atMs: number
}

/** A request that is not written yet, and how many it stands for. */
export interface WaitingRequest {
  readonly entry: RequestEntry
  /** Grows by one from each request of this process to the next. */
  readonly sequence: number
  times: number
  /** Made at the first try to write, and kept: a second try then writes nothing twice. */
  id?: RequestLogId
}

/** A row in the names of its columns, as JSON hands it to the database. */
export interface RequestRow {
  readonly id: RequestLogId
  readonly organization_id: OrganizationId
  readonly environment: Environment
  readonly api_key_id: ApiKeyId
  readonly method: string
  readonly route: string
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly request_id: string
  readonly ip: string | null
  readonly user_agent: string
  readonly error_code: string | undefined
  readonly session_id: SessionId | undefined
  readonly times: number
  readonly at_ms: number
}

const MAX_AGENT_LENGTH = 256
/** Whatever begins like a key of ours, and e-mail addresses: callers choose their agent's name and their request ids. */
const SECRET_LIKE = /\bsk_(live|test)_\w*|[^\s<>()@]+@[^\s<>()@]+/g

/** The rows of requests; each keeps its id from the first call on. */
export function toRows(waiting: readonly WaitingRequest[]): RequestRow[] {
  return waiting.map((request) => {
    const { entry, sequence, times } = request
    request.id ??= newOrderedId<RequestLogId>(entry.atMs, sequence)
    return {
      id: request.id,
      organization_id: entry.organizationId,
      environment: entry.environment,
      api_key_id: entry.apiKeyId,
      method: entry.method,
      route: entry.route,
      path: entry.path,
      status: entry.status,
      ms: Math.round(entry.ms * 10) / 10,
      request_id: withoutSecrets(entry.requestId),
      ip: isIP(entry.ip) ? entry.ip : null,
      user_agent: withoutSecrets((entry.userAgent ?? '').slice(0, MAX_AGENT_LENGTH)),
      error_code: entry.errorCode,
      session_id: entry.sessionId,
      times,
      at_ms: entry.atMs,
    }
  })
}

/** What of them was told anything to mend, by the ids that `toRows` gave. */
export function toHintRows(waiting: readonly WaitingRequest[]): RequestHints[] {
  return waiting.flatMap(({ id, entry: { organizationId, hints } }) =>
    id && hints ? [{ id, organization_id: organizationId, hints }] : [],
  )
}

function withoutSecrets(text: string): string {
  return text.replace(SECRET_LIKE, '[redacted]')
}
