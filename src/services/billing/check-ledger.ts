/** Looks whether the ledger sums up; an imbalance means a bug or a hand in the database. */
import type { TxContext } from '../../context.ts'
import { type Imbalance, listImbalances } from './queries.ts'

const MAX_REPORTED = 100

/**
 * The imbalances of all organizations, at most 100; none when all is well. Reads one state of the database, so that
 * movements under way do not matter.
 */
export function checkLedger(ctx: TxContext): Promise<Imbalance[]> {
  return listImbalances(ctx.db, MAX_REPORTED)
}

/** One imbalance in a line for an operator. */
export function describeImbalance(imbalance: Imbalance): string {
  const { organizationId, account, subject, expectedTokens, foundTokens } = imbalance
  const what = subject ? `${account} ${subject}` : account
  return `${what} of organization ${organizationId} is ${foundTokens} and should be ${expectedTokens}`
}
