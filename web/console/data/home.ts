/** What the console opens with. */
import { queryOptions } from '@tanstack/react-query'
import type { SessionStatus } from '../kit/status-badge.tsx'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'

export type PeriodName = 'today' | 'week' | 'month'

export interface PeriodSummary {
  readonly created: number
  readonly byStatus: Readonly<Record<SessionStatus, number>>
  readonly funnel: {
    readonly created: number
    readonly opened: number
    readonly handedIn: number
    readonly verified: number
  }
  /** 0 to 1 of those that were verified or rejected. */
  readonly passRate?: number
  /** From consent to submission. */
  readonly medianSeconds?: number
}

export interface FirstSteps {
  readonly keyUsed: boolean
  readonly sessionCreated: boolean
  readonly twoFactor: boolean
  readonly teammate: boolean
}

export interface Home {
  /** Left out for a role that may not see sessions. */
  readonly sessions?: { readonly periods: Readonly<Record<PeriodName, PeriodSummary>>; readonly isPartial: boolean }
  readonly firstSteps: FirstSteps
}

/** Numbers of the environment and first steps of the organization. */
export function homeQuery() {
  return queryOptions({
    queryKey: [...organizationKey(), 'home'],
    queryFn: ({ signal }) => api.get<Home>(organizationPath('/home'), signal),
  })
}
