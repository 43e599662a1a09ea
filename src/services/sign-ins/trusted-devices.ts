/** Takes back the trust in a person's devices. */
import type { TxContext } from '../../context.ts'
import { deleteDevices } from './device-queries.ts'
import { deleteVerifications } from './queries.ts'

/**
 * From here on each device asks for the second factor again, none is known for its sign-ins of before, and no reset link or
 * half-done sign-in works.
 */
export async function forgetTrustedDevices(ctx: TxContext, userId: string): Promise<void> {
  await deleteVerifications(ctx.db, userId)
  await deleteDevices(ctx.db, userId)
}
