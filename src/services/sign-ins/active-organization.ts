/** The organization that the console opens with, remembered for each sign-in. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import { clearActiveOrganization, updateActiveOrganization } from './queries.ts'

/** Remembers, for one sign-in, which organization the person works in. */
export async function chooseActiveOrganization(
  ctx: TxContext,
  signInId: string,
  organizationId: OrganizationId,
): Promise<void> {
  await updateActiveOrganization(ctx.db, signInId, organizationId)
}

/** No sign-in opens with the organization any more: of one person, or of everybody. */
export async function leaveActiveOrganization(
  ctx: TxContext,
  organizationId: OrganizationId,
  userId?: MemberUserId,
): Promise<void> {
  await clearActiveOrganization(ctx.db, organizationId, userId)
}
