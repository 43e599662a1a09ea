/** Judges the facts of a direct identity check by the same rules as a session's, with every default. */
import type { Context } from '../../context.ts'
import type { IdentityFacts } from '../../steps/facts.ts'
import { judgeIdentity } from '../../steps/id-verification/judge.ts'
import { idVerificationSettings } from '../../steps/id-verification/settings.ts'
import type { Reason } from '../../steps/reasons.ts'
import { finalReasons } from '../../steps/verdict.ts'
import { thresholdsOf } from './thresholds.ts'

/** Whether everything passed, and what did not; names are not compared, since the call names nobody. */
export function verifyFacts(
  ctx: Pick<Context, 'config' | 'clock'>,
  facts: IdentityFacts,
): { verified: boolean; reasons: readonly Reason[] } {
  const today = new Date(ctx.clock.nowMs()).toISOString().slice(0, 10)
  const run = { today, thresholds: thresholdsOf(ctx), retakes: 0 }
  const verdict = judgeIdentity({ facts, settings: idVerificationSettings.parse({}), run })
  return { verified: verdict.outcome === 'pass', reasons: finalReasons(verdict) }
}
