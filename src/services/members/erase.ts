/** Dissolves the team of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { leaveActiveOrganization } from '../sign-ins/active-organization.ts'
import { deleteInvitations } from './invitation-queries.ts'
import { deleteMembers } from './team-queries.ts'

/** Takes everybody off the team and withdraws every invitation. Call inside a transaction. */
export async function dissolveTeam(tx: TxContext, organizationId: OrganizationId): Promise<void> {
  await deleteInvitations(tx.db, organizationId)
  await deleteMembers(tx.db, organizationId)
  await leaveActiveOrganization(tx, organizationId)
}
