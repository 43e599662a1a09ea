/** Says which accounts the holder of an invitation's link may take over. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { listMemberships } from '../members/membership.ts'
import { isOperator } from '../operators/operators.ts'
import { isUnproved } from '../sign-ins/claim.ts'

/**
 * Whether nobody has proved the account's address and nothing hangs on it. One that belongs to an organization, or runs the
 * installation, is nobody's to take, since whoever invites knows the link: its password, or an operator's reset link, opens it.
 */
export async function isClaimable(ctx: TxContext, userId: MemberUserId): Promise<boolean> {
  if (!(await isUnproved(ctx, userId))) return false
  return (await listMemberships(ctx, userId)).length === 0 && !(await isOperator(ctx, userId))
}
