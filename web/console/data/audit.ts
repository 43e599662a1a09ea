/** The audit log as the console's server answers it, and whether its chain is intact. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'

export const ACTOR_KINDS = ['member', 'api_key', 'applicant', 'operator', 'system', 'stranger'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** Reads of applicants' data beside what was done, or they alone; else they are left out. */
export const READS = ['with', 'only'] as const

/** One thing that was done. */
export interface AuditEvent {
  readonly id: number
  readonly at: string
  readonly actor: { readonly kind: ActorKind; readonly id?: string; readonly name?: string }
  readonly action: string
  readonly target?: { readonly id: string; readonly name?: string }
  readonly details: Readonly<Record<string, unknown>>
  readonly ip?: string
  /** Its place in the chain and the hash there. */
  readonly position?: number
  readonly hash?: string
}

export interface AuditFilter {
  /** A whole action, or the noun before its dot. */
  readonly action?: string | undefined
  readonly actorKind?: ActorKind | undefined
  readonly actorId?: string | undefined
  readonly target?: string | undefined
  /** Days, `YYYY-MM-DD`, in the reader's zone; both inclusive. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly reads?: (typeof READS)[number] | undefined
}

export interface Verification {
  readonly isIntact: boolean
  readonly count: number
  readonly headHash?: string
  /** Up to which row the server has sealed the log; absent before the first seal. */
  readonly sealed?: { readonly position: number; readonly at: string }
  readonly problem?: { readonly kind: string; readonly position: number; readonly eventId?: number }
}

/** One page, newest first. */
export function auditQuery(filter: AuditFilter, cursor: string | undefined) {
  return queryOptions({
    queryKey: [...organizationKey(), 'audit', filter, cursor],
    queryFn: ({ signal }) => {
      const params = toParams(filter)
      if (cursor) params.set('cursor', cursor)
      const path = organizationPath(`/audit-events?${params}`)
      return api.get<{ readonly items: readonly AuditEvent[]; readonly nextCursor?: string }>(path, signal)
    },
    placeholderData: keepPreviousData,
  })
}

/** Recomputes the chain; not by itself again, since it reads every row. */
export function verificationQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'audit', 'verification'],
    queryFn: ({ signal }) => api.get<Verification>(organizationPath('/audit-events/verification'), signal),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  })
}

/** Where the log can be downloaded, as filtered. */
export function auditCsvPath(filter: AuditFilter): string {
  return organizationPath(`/audit-events.csv?${toParams(filter)}`)
}

function toParams({ from, to, ...rest }: AuditFilter): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) if (value) params.set(name, value)
  if (from) params.set('from', startOfDay(from, 0).toISOString())
  if (to) params.set('to', startOfDay(to, 1).toISOString())
  return params
}

/** Midnight in the reader's zone, some days after the given one. */
function startOfDay(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later)
}
