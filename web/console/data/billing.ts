/** Tokens as the console's server answers them. */
import { queryOptions } from '@tanstack/react-query'
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

/** The balance, which every member may see; asked for again every minute, since the API spends it. */
export function balanceQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['billing', organizationId, 'balance'],
    queryFn: () => api.get<Balance>(organizationPath('/billing/balance')),
    refetchInterval: 60_000,
  })
}
