/** Locks a session whose applicant is still waited for on the hosted page. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { lockSession } from './queries.ts'
import type { SessionRow } from './session-row.ts'
import { statusAt } from './status.ts'

/** Throws `not_found`, and `conflict` when it is not open any more or runs without the applicant's page. Call inside a transaction. */
export async function lockOpenSession(
  tx: TxContext,
  { organizationId, id }: Pick<SessionRow, 'organizationId' | 'id'>,
): Promise<SessionRow> {
  const session = await lockSession(tx.db, organizationId, id)
  if (!session) throw new AppError('not_found')
  if (statusAt(session, tx.clock.nowMs()) !== 'PENDING') {
    throw new AppError('conflict', { message: 'The session is not open any more' })
  }
  if (session.isHeadless) throw new AppError('conflict', { message: 'This session runs without the applicant’s page' })
  return session
}
