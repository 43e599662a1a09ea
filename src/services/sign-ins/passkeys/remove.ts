/** Takes passkeys away: from here on they prove nothing. */
import type { TxContext } from '../../../context.ts'
import { AppError } from '../../../lib/errors.ts'
import type { MemberUserId } from '../../../lib/ids.ts'
import { deletePasskey, deletePasskeys } from './queries.ts'

/** One of the person's own; throws `not_found`. */
export async function removePasskey(ctx: TxContext, userId: MemberUserId, id: string): Promise<void> {
  if (!(await deletePasskey(ctx.db, userId, id))) throw new AppError('not_found')
}

/** All of a person's. */
export function removePasskeys(tx: TxContext, userId: MemberUserId): Promise<void> {
  return deletePasskeys(tx.db, userId)
}
