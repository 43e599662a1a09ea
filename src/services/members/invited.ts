/** Says whether a team waits for somebody. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import type { InvitationId } from '../../lib/ids.ts'
import { isInvitedNow } from './invitation-queries.ts'

/** Whether the invitation that a link's secret names is open, and for this address (lower case). */
export function isInvited(ctx: TxContext, id: InvitationId, email: string): Promise<boolean> {
  return acrossOrganizations(() => isInvitedNow(ctx.db, { id, email, nowAt: nowDate(ctx.clock) }))
}
