/** Signs members out, on record in their organizations; for operators. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import { type AuditAction, recordAudit } from '../audit/record.ts'
import { endEverySignIn, endSignInsOf } from '../sign-ins/end-from-outside.ts'
import { listMembershipRows } from './queries.ts'

type Act = Extract<AuditAction, 'member.end_sign_ins' | 'member.reset_link'>

/**
 * Ends all sign-ins of one person: their next request is refused, and no device is trusted. Answers how many there were.
 * Throws `not_found` for an address that nobody signs in by.
 */
export function endSignInsOfPerson(ctx: TxContext, email: string): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const person = await endSignInsOf(tx, email)
    if (!person) throw new AppError('not_found', { message: 'Nobody signs in by this e-mail address' })
    await noteInOrganizations(tx, 'member.end_sign_ins', person.userId)
    return person.ended
  })
}

/** The same for everybody, noted in these organizations. */
export function endSignInsOfAll(ctx: TxContext, organizations: readonly OrganizationId[]): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const ended = await endEverySignIn(tx)
    await note(tx, organizations, { action: 'member.end_sign_ins' })
    return ended
  })
}

/** Notes an act of an operator on a person in each organization of theirs. */
export async function noteInOrganizations(tx: TxContext, action: Act, userId: MemberUserId): Promise<void> {
  const organizations = await listMembershipRows(tx.db, userId)
  const ids = organizations.map(({ id }) => id)
  await note(tx, ids, { action, targetId: userId })
}

/** In the order of the organizations, as the chains of the audit log ask for; without a target it was everybody. */
async function note(
  tx: TxContext,
  organizations: readonly OrganizationId[],
  event: { action: Act; targetId?: string },
): Promise<void> {
  for (const organizationId of organizations.toSorted())
    await recordAudit(tx, { kind: 'operator', organizationId }, event)
}
