/** Judges the facts of a direct identity check by the same rules as a session's, with every default. */
import type { Context } from '../../context.ts'
import type { DecisionReason } from '../../db/tables.ts'
import { defaultIdVerificationConfig } from '../workflows/catalogue.ts'
import type { IdentityFacts } from './facts.ts'
import { judgeIdentity } from './judge.ts'

/** Whether everything passed, and what did not; names are not compared, since the call names nobody. */
export function verifyFacts(
  ctx: Pick<Context, 'config' | 'clock'>,
  facts: IdentityFacts,
): { verified: boolean; reasons: readonly DecisionReason[] } {
  const { faceMatchThreshold, faceReviewThreshold } = ctx.config.vision
  const { outcome, reasons } = judgeIdentity({
    facts,
    config: defaultIdVerificationConfig(),
    today: new Date(ctx.clock.nowMs()).toISOString().slice(0, 10),
    thresholds: { match: faceMatchThreshold, review: faceReviewThreshold },
  })
  return { verified: outcome === 'VERIFIED', reasons }
}
