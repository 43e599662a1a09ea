/** Gives a passkey another name. */
import type { TxContext } from '../../../context.ts'
import { AppError } from '../../../lib/errors.ts'
import type { MemberUserId } from '../../../lib/ids.ts'
import { updatePasskeyName } from './queries.ts'

/** Throws `not_found` unless it is one of the person's own. */
export async function renamePasskey(
  ctx: TxContext,
  userId: MemberUserId,
  change: { readonly id: string; readonly name: string },
): Promise<void> {
  if (!(await updatePasskeyName(ctx.db, userId, change))) throw new AppError('not_found')
}
