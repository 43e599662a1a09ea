/** Says which member sent a session. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import type { Person } from '../applicants/get.ts'
import { findSender } from './queries.ts'

/** The member who sent a session, or undefined when they left the organization. */
export async function findSenderOf(
  ctx: TxContext,
  organizationId: OrganizationId,
  userId: MemberUserId,
): Promise<Person | undefined> {
  const row = await findSender(ctx.db, organizationId, userId)
  if (!row) return undefined
  const { id, email, name, createdAt, updatedAt } = row
  const [firstName = '', ...rest] = name.split(' ')
  return { id, email, firstName, lastName: rest.join(' '), phone: '', createdAt, updatedAt }
}
