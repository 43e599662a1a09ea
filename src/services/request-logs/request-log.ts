/** One logged request as members see it. */
import { ERROR_CATALOGUE } from '../../lib/errors.ts'
import type { ApiKeyId, RequestLogId, SessionId } from '../../lib/ids.ts'
import type { RequestLogRow } from './queries.ts'

export interface RequestLog {
  readonly id: RequestLogId
  /** When it arrived. */
  readonly at: Date
  readonly method: string
  /** The URL pattern. */
  readonly route: string
  /** With ids; the values of the query and what a caller put into the path are not kept. */
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly requestId: string
  /** How many refused requests of the same second the row stands for, itself included. */
  readonly times: number
  readonly apiKey: { readonly id: ApiKeyId; readonly name: string | undefined; readonly display: string | undefined }
  readonly ip: string | undefined
  readonly userAgent: string
  readonly error: { readonly code: string; readonly title: string | undefined } | undefined
  readonly sessionId: SessionId | undefined
}

/** The row in the words of the product. */
export function toRequestLog(row: RequestLogRow): RequestLog {
  const { id, at, method, route, path, status, ms, requestId, times, userAgent, errorCode } = row
  const known: Readonly<Record<string, { title: string }>> = ERROR_CATALOGUE
  return {
    ...{ id, at, method, route, path, status, requestId, times, userAgent },
    ms: Math.round(ms * 10) / 10,
    apiKey: {
      id: row.apiKeyId,
      name: row.keyName ?? undefined,
      display: row.keyPrefix === null ? undefined : `${row.keyPrefix}…${row.keyLast4}`,
    },
    ip: row.ip ?? undefined,
    error: errorCode === null ? undefined : { code: errorCode, title: known[errorCode]?.title },
    sessionId: row.sessionId ?? undefined,
  }
}
