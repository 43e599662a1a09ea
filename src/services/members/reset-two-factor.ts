/** Lets a member in again who has lost their second factor: an operator takes it away. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { recordAudit } from '../audit/record.ts'
import { findUserIdOf } from '../sign-ins/person.ts'
import { resetFactor } from '../sign-ins/reset-factor.ts'
import { listMembershipRows } from './queries.ts'

/**
 * The person signs in by the password alone until they set a factor up again; every sign-in of theirs ends, and the
 * console tells them. Audited in each organization of theirs. Throws `not_found`, and `conflict` without a factor.
 */
export async function resetTwoFactor(ctx: TxContext, email: string): Promise<{ readonly organizations: number }> {
  const userId = await findUserIdOf(ctx, email)
  if (!userId) throw new AppError('not_found', { message: 'Nobody signs in by this e-mail address' })
  return withTransaction(ctx, async (tx) => {
    if (!(await resetFactor(tx, userId))) {
      throw new AppError('conflict', {
        message: 'Two-factor sign-in is off: this person signs in by the password alone',
      })
    }
    const organizations = await listMembershipRows(tx.db, userId)
    // In the order of the organizations, as the chains of the audit log ask for.
    for (const { id: organizationId } of organizations.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const actor = { kind: 'operator', organizationId } as const
      await recordAudit(tx, actor, { action: 'member.reset_two_factor', targetId: userId })
    }
    return { organizations: organizations.length }
  })
}
