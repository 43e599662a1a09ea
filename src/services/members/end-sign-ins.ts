/** Signs members out, on record in their organizations; for operators. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { recordAudit } from '../audit/record.ts'
import { endEverySignIn, endSignInsOf } from '../sign-ins/end-from-outside.ts'
import { listMembershipRows } from './queries.ts'

/**
 * Ends all sign-ins of one person: their next request is refused, and no device is trusted. Answers how many there were.
 * Throws `not_found` for an address that nobody signs in by.
 */
export function endSignInsOfPerson(ctx: TxContext, email: string): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const person = await endSignInsOf(tx, email)
    if (!person) throw new AppError('not_found', { message: 'Nobody signs in by this e-mail address' })
    const organizations = await listMembershipRows(tx.db, person.userId)
    const ids = organizations.map(({ id }) => id)
    await note(tx, ids, person.userId)
    return person.ended
  })
}

/** The same for everybody, noted in these organizations. */
export function endSignInsOfAll(ctx: TxContext, organizations: readonly OrganizationId[]): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const ended = await endEverySignIn(tx)
    await note(tx, organizations)
    return ended
  })
}

/** In the order of the organizations, as the chains of the audit log ask for; without a target it was everybody. */
async function note(tx: TxContext, organizations: readonly OrganizationId[], targetId?: string): Promise<void> {
  for (const organizationId of organizations.toSorted()) {
    const actor = { kind: 'operator', organizationId } as const
    await recordAudit(tx, actor, { action: 'member.end_sign_ins', ...(targetId && { targetId }) })
  }
}
