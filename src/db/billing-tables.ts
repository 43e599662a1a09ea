/** Row interfaces of tokens: balances, holds and the ledger. Part of `tables.ts`. */
import type { Generated, GeneratedAlways } from 'kysely'
import type { HoldId, MemberUserId, OrganizationId } from '../lib/ids.ts'
import type { JsonDefault } from './json-columns.ts'

export interface BalancesTable {
  organizationId: OrganizationId
  availableTokens: Generated<number>
  heldTokens: Generated<number>
  alertBelowTokens: Generated<number>
}

export interface HoldsTable {
  id: HoldId
  organizationId: OrganizationId
  amountTokens: number
  /** Tokens by the name of each thing that was held for, as they were then. */
  prices: JsonDefault<Readonly<Record<string, number>>>
  settledTokens: number | null
  state: Generated<'held' | 'closed'>
  createdAt: Date
  closedAt: Date | null
}

export interface LedgerEntriesTable {
  id: GeneratedAlways<number>
  transactionId: string
  organizationId: OrganizationId
  account: 'issued' | 'available' | 'held' | 'spent'
  amountTokens: number
  kind: 'grant' | 'hold' | 'settle' | 'release'
  holdId: HoldId | null
  note: string | null
  grantedBy: MemberUserId | null
  createdAt: Date
}
