/** The list of sessions: what it is asked for, and what can be done with it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { showAllHidden } from '../../ui/hidden-characters.ts'
import type { SessionStatus } from '../kit/status-badge.tsx'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import { queryClient } from '../lib/query-client.ts'

export type SessionProgress = 'PENDING' | 'STARTED' | 'COMPLETED'
export type Severity = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** One session of the list; personal data is masked by the server for roles that may not see it. */
export interface ListedSession {
  readonly id: string
  readonly status: SessionStatus
  readonly progress: SessionProgress
  readonly type: 'session' | 'verification'
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone?: string
  readonly externalId?: string
  readonly workflow?: { readonly id: string; readonly name: string }
  /** The gravest of the reasons that the rules gave. */
  readonly risk?: Severity
  readonly createdAt: string
  readonly submittedAt?: string
  readonly decidedAt?: string
  readonly expiresAt?: string
  /** From consent to submission. */
  readonly durationSeconds?: number
}

export interface SessionPage {
  readonly items: readonly ListedSession[]
  readonly nextCursor?: string
  /** Counting stops at 10,000; left out when so many begin with the text that they are not counted. */
  readonly total?: { readonly count: number; readonly isExact: boolean }
  readonly isMasked: boolean
  /** Older sessions were not looked at: the text needs more letters. */
  readonly isCutShort: boolean
}

/** Filters as the server takes them; times are ISO 8601. */
export interface SessionFilters {
  readonly status?: string | undefined
  readonly progress?: string | undefined
  readonly workflow?: string | undefined
  readonly externalId?: string | undefined
  readonly createdFrom?: string | undefined
  readonly createdTo?: string | undefined
  readonly search?: string | undefined
}

export interface NewSession {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone?: string
  readonly workflowId?: string
  readonly externalId?: string
  readonly redirectUrl?: string
  readonly invitesByMail?: boolean
  readonly invitesByPhone?: boolean
  /** Only in the sandbox. */
  readonly sandboxScenario?: string
}

export interface CreatedSession {
  readonly id: string
  /** The applicant's link. */
  readonly url: string
  readonly expiresAt: string
  /** What becomes of the messages with the link: queued, or a word why there is none. */
  readonly invitations: { readonly email: string; readonly phone: string }
}

/** One page, newest first. */
export function sessionsQuery(filters: SessionFilters, page: { limit: number; cursor?: string | undefined }) {
  return queryOptions({
    queryKey: [...organizationKey(), 'sessions', filters, page],
    queryFn: async ({ signal }) => {
      const params = toParams({ ...filters, limit: String(page.limit), cursor: page.cursor })
      return showAllHidden(await api.get<SessionPage>(organizationPath(`/sessions?${params}`), signal))
    },
    placeholderData: keepPreviousData,
  })
}

/** Where the filtered sessions can be downloaded. */
export function sessionsCsvPath(filters: SessionFilters): string {
  return organizationPath(`/sessions.csv?${toParams({ ...filters })}`)
}

/** Creates a session and gives the applicant's link. */
export async function createSession(session: NewSession): Promise<CreatedSession> {
  const created = await api.post<CreatedSession>(organizationPath('/sessions'), session)
  await forgetSessions()
  return created
}

/** Calls a session back; what is decided stays decided. */
export function voidSession(id: string): Promise<void> {
  return api.post(organizationPath(`/sessions/${id}/void`))
}

/** Has everything about sessions asked for anew. */
export async function forgetSessions(): Promise<void> {
  const parts = ['sessions', 'session', 'review', 'home']
  await Promise.all(parts.map((part) => queryClient.invalidateQueries({ queryKey: [...organizationKey(), part] })))
}

function toParams(values: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return new URLSearchParams(given)
}
