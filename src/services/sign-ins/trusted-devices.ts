/** Takes back the trust in a person's devices. */
import type { TxContext } from '../../context.ts'
import { deleteVerifications } from './queries.ts'

/** From here on each device asks for the second factor again, and no reset link or half-done sign-in works. */
export function forgetTrustedDevices(ctx: TxContext, userId: string): Promise<void> {
  return deleteVerifications(ctx.db, userId)
}
