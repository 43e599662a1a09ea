/** Takes the codes of authenticators (RFC 6238): the one that is shown now, once. */
import type { TxContext } from '../../context.ts'
import { equalBytes } from '../../lib/crypto.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { spendCode } from './attempts.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { findFactorSecret } from './factor-queries.ts'
import { openFactor } from './rewrap-factors.ts'

/** What stands in for a code that is not shown now: better-auth counts it as a wrong one. */
const NO_CODE = ''

/**
 * Runs `act` with a code of six digits that is shown now and was not shown here before; better-auth alone would take those of the
 * 30 seconds before and after, too (ASVS 5.0, 6.5.5). Throws `proof_refused`, and what `act` throws.
 */
export function spendTotp<T>(
  ctx: TxContext,
  auth: ConsoleAuth,
  { userId, code }: { readonly userId: string; readonly code: string },
  act: (code: string) => Promise<T>,
): Promise<T> {
  return spendCode(ctx, userId, code, async () => {
    const sealed = await findFactorSecret(ctx.db, userId as MemberUserId)
    const secret = sealed && (await openFactor(ctx.keyring, sealed))
    if (!secret) return act(NO_CODE)
    const shown = await auth.api.generateTOTP({ body: { secret } })
    return act(equalBytes(Buffer.from(shown.code), Buffer.from(code)) ? code : NO_CODE)
  })
}
