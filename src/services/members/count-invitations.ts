/** Counts invitations whose links an earlier root secret may have made. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { countOpenInvitations } from './invitation-queries.ts'

/** Open invitations of every organization that are older than a moment, and when the last of them ends. For operators. */
export function countInvitationsBefore(ctx: TxContext, since: Date): Promise<{ count: number; endsAt: Date | null }> {
  return countOpenInvitations(ctx.db, { since, now: nowDate(ctx.clock) })
}
