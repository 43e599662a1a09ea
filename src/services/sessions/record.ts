/** The session record of the contract (§4.3), in snake_case. */
import type { TxContext } from '../../context.ts'
import type { Check } from '../checks/check.ts'
import type { IdentityFacts } from '../checks/facts.ts'
import { idVerificationConfigOf } from '../workflows/catalogue.ts'
import { toAnalysisData } from './analysis-data.ts'
import type { SessionRow } from './queries.ts'

export interface SessionRecord {
  readonly id: string
  readonly organization_id: string
  readonly user_id: string
  readonly sender_user_id: string
  readonly status: string
  readonly type: string
  readonly session_progress: string
  readonly created_at: string
  readonly updated_at: string
  readonly external_id?: string
  readonly workflow_id?: string
  readonly submitted_at?: string
  readonly redirect_url?: string
  readonly expires_at?: string
  readonly workflow_steps?: readonly string[]
  readonly uploads: Readonly<Record<string, boolean>>
  readonly meta_data: Readonly<Record<string, unknown>>
  readonly analysis_data?: Readonly<Record<string, unknown>>
  readonly decision_source?: string
  readonly auto_decision?: Readonly<Record<string, unknown>>
}

/** Builds the record; an optional field without a value is absent, never null. */
export function toSessionRecord(
  ctx: Pick<TxContext, 'config'>,
  session: SessionRow,
  related: { slots: readonly string[]; checks: readonly Check[] },
): SessionRecord {
  const analysis = analysisOf(ctx, session, related.checks)
  const autoDecision = autoDecisionOf(session, related.checks)
  return {
    id: session.id,
    organization_id: session.organizationId,
    user_id: session.applicantId,
    // A key without an owner stands for itself.
    sender_user_id: session.senderUserId ?? session.apiKeyId ?? session.organizationId,
    status: session.status,
    type: session.type,
    session_progress: session.progress,
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
    ...(session.externalId !== null && { external_id: session.externalId }),
    ...(session.workflowId !== null && { workflow_id: session.workflowId }),
    ...(session.submittedAt && { submitted_at: session.submittedAt.toISOString() }),
    ...(session.redirectUrl !== null && { redirect_url: session.redirectUrl }),
    ...(session.expiresAt && { expires_at: session.expiresAt.toISOString() }),
    workflow_steps: session.steps.map((step) => step.id),
    uploads: Object.fromEntries(related.slots.map((slot) => [slot, true])),
    meta_data: session.metaData,
    ...(analysis && { analysis_data: analysis }),
    ...(session.decisionSource !== null && { decision_source: session.decisionSource }),
    ...(autoDecision && { auto_decision: autoDecision }),
  }
}

function analysisOf(
  ctx: Pick<TxContext, 'config'>,
  session: SessionRow,
  checks: readonly Check[],
): Record<string, unknown> | undefined {
  const check = checks.find(({ kind, state }) => kind === 'identity_verify' && state === 'done')
  const step = session.steps.find(({ id }) => id === check?.step)
  if (!check?.finishedAt || !step || !session.submittedAt) return undefined
  const { faceMatchThreshold, faceReviewThreshold } = ctx.config.vision
  return toAnalysisData({
    // The row was written by `recordCheck` from facts of an identity check.
    facts: check.result as IdentityFacts,
    config: idVerificationConfigOf(step.config),
    today: session.submittedAt.toISOString().slice(0, 10),
    finishedAt: check.finishedAt,
    thresholds: { match: faceMatchThreshold, review: faceReviewThreshold },
  })
}

/** What the rules said: still at work, decided, or left to a person; with machine-readable reasons. */
function autoDecisionOf(session: SessionRow, checks: readonly Check[]): Record<string, unknown> | undefined {
  if (checks.length === 0) return undefined
  if (checks.some(({ state }) => state === 'queued')) return { state: 'pending' }
  const reasons = session.decisionReasons
  if (session.decisionSource === null) return { state: 'skipped', reasons }
  return { state: 'completed', outcome: session.decisionSource === 'AUTO_APPROVE' ? 'VERIFIED' : 'REJECTED', reasons }
}
