/** Tokens as the console's server answers them: balance, burn, ledger, prices; and what can be done with them. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationPath } from '../lib/organization.ts'

/** `low`: below the level that the organization has chosen; `empty`: the API answers 402. */
export type BalanceState = 'enough' | 'low' | 'empty'

export interface Balance {
  readonly availableTokens: number
  readonly heldTokens: number
  readonly alertBelowTokens: number
  readonly state: BalanceState
}

export interface Burn {
  readonly days: ReadonlyArray<{ readonly day: string; readonly spentTokens: number }>
  readonly tokensPerDay: number
  readonly daysLeft?: number
}

export interface Price {
  readonly name: string
  readonly kind: 'step' | 'check'
  readonly amountTokens: number
}

export const MOVEMENT_KINDS = ['grant', 'hold', 'settle', 'release'] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

/** One line of the ledger. */
export interface Movement {
  readonly id: string
  readonly at: string
  readonly kind: MovementKind
  readonly availableTokens: number
  readonly heldTokens: number
  readonly spentTokens: number
  readonly balanceAfterTokens: number
  readonly note?: string
  readonly sessionId?: string
  readonly check?: { readonly id: string; readonly kind: string }
  readonly actor: { readonly kind: 'member' | 'api_key' | 'system'; readonly name?: string }
}

export interface LedgerFilter {
  readonly kind?: MovementKind | undefined
  /** Days, `YYYY-MM-DD`, in the reader's zone; both inclusive. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Leads to a later page. */
  readonly cursor?: string | undefined
}

interface LedgerPage {
  readonly items: readonly Movement[]
  readonly nextCursor?: string
}

const KEY = 'billing'

/** Everything about tokens, for whoever has changed something. */
export const billingKey = [KEY] as const

/** The balance, which every member may see; asked for again every minute, since the API spends it. */
export function balanceQuery(organizationId: string) {
  return queryOptions({
    queryKey: [KEY, organizationId, 'balance'],
    queryFn: () => api.get<Balance>(organizationPath('/billing/balance')),
    refetchInterval: 60_000,
  })
}

/** How fast the tokens go. */
export function burnQuery(organizationId: string) {
  return queryOptions({
    queryKey: [KEY, organizationId, 'burn'],
    queryFn: () => api.get<Burn>(organizationPath('/billing/burn')),
  })
}

/** What each step and check costs; it changes with the server's configuration only. */
export function pricesQuery(organizationId: string) {
  return queryOptions({
    queryKey: [KEY, organizationId, 'prices'],
    queryFn: () => api.get<{ readonly items: readonly Price[] }>(organizationPath('/billing/prices')),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** One page of the ledger, newest first. */
export function ledgerQuery(organizationId: string, filter: LedgerFilter) {
  return queryOptions({
    queryKey: [KEY, organizationId, 'ledger', filter],
    queryFn: ({ signal }) => {
      const params = toParams(filter)
      params.set('limit', '25')
      if (filter.cursor) params.set('cursor', filter.cursor)
      return api.get<LedgerPage>(organizationPath(`/billing/ledger?${params}`), signal)
    },
    placeholderData: keepPreviousData,
  })
}

/** Where the ledger can be downloaded, as filtered. */
export function ledgerCsvPath(filter: LedgerFilter): string {
  return organizationPath(`/billing/ledger.csv?${toParams(filter)}`)
}

/** Chooses the level below which the console warns; 0 turns it off. */
export function setAlertLevel(alertBelowTokens: number): Promise<void> {
  return api.put(organizationPath('/billing/alert'), { alertBelowTokens })
}

function toParams({ kind, from, to }: LedgerFilter): URLSearchParams {
  const params = new URLSearchParams()
  if (kind) params.set('kind', kind)
  if (from) params.set('from', startOfDay(from, 0))
  if (to) params.set('to', startOfDay(to, 1))
  return params
}

/** Midnight in the reader's zone, some days later. */
function startOfDay(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + later)
  return date.toISOString()
}
