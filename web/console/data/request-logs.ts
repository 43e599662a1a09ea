/** Single requests of the organization's keys. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'

export interface RequestLog {
  readonly id: string
  readonly at: string
  readonly method: string
  /** The URL pattern. */
  readonly route: string
  /** With ids; values of the query are not kept. */
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly requestId: string
  /** How many refused requests of the same second the row stands for. */
  readonly times: number
  readonly apiKey: { readonly id: string; readonly name?: string; readonly display?: string }
  readonly ip?: string
  readonly userAgent: string
  readonly error?: { readonly code: string; readonly title?: string }
  readonly sessionId?: string
}

/** One field that was wrong; `[redacted]` stands for what the caller had sent. */
export interface RequestHint {
  readonly code: string
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** As its own page shows it. */
export interface WholeRequestLog extends RequestLog {
  readonly hints: readonly RequestHint[]
}

/** Requests that met one error at one route. */
export interface ErrorGroup {
  readonly code: string
  readonly title?: string
  readonly status: number
  readonly method: string
  readonly route: string
  readonly times: number
  readonly firstAt: string
  readonly lastAt: string
  /** The newest one. */
  readonly lastId: string
}

interface RequestLogPage {
  readonly items: readonly RequestLog[]
  readonly nextCursor?: string
  /** Set when the search rested here with the page not full; the next page goes on from this moment back. */
  readonly searchedTo?: string
  /** How long a request stays in the log. */
  readonly keptDays: number
}

/** What the list is narrowed to, as it stands in the address of the page. */
export interface RequestLogFilter {
  readonly status?: string | undefined
  readonly method?: string | undefined
  readonly apiKeyId?: string | undefined
  readonly route?: string | undefined
  readonly requestId?: string | undefined
  readonly sessionId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
}

const REFRESH_MS = 2_000
const GROUPS_MS = 30_000

/** One page of the list; `isLive` asks again every two seconds. */
export function requestLogsQuery(filter: RequestLogFilter, isLive: boolean) {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const query = new URLSearchParams(given).toString()
  return queryOptions({
    queryKey: [...organizationKey(), 'request-logs', query],
    queryFn: ({ signal }) => api.get<RequestLogPage>(organizationPath(`/request-logs?${query}`), signal),
    refetchInterval: isLive ? REFRESH_MS : false,
    placeholderData: keepPreviousData,
  })
}

/** Errors by code and route, the last met first. */
export function errorGroupsQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'request-errors'],
    queryFn: ({ signal }) =>
      api.get<{ readonly groups: readonly ErrorGroup[]; readonly isWhole: boolean }>(
        organizationPath('/request-errors'),
        signal,
      ),
    refetchInterval: GROUPS_MS,
  })
}

/** One request. */
export function requestLogQuery(id: string) {
  return queryOptions({
    queryKey: [...organizationKey(), 'request-log', id],
    queryFn: ({ signal }) => api.get<WholeRequestLog>(organizationPath(`/request-logs/${id}`), signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
