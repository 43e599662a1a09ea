/** The session record of the contract (§4.3), in snake_case. */
import type { TxContext } from '../../context.ts'
import { type RecordedCheck, toAnalysisData } from './analysis-data.ts'
import type { SessionRow } from './queries.ts'
import { statusAt } from './status.ts'

/** What a record is made of. */
export type RecordedSession = Omit<SessionRow, 'cookieDigest' | 'holdId' | 'firstName' | 'lastName' | 'environment'>

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
  ctx: Pick<TxContext, 'config' | 'clock'>,
  session: RecordedSession,
  related: { slots: readonly string[]; checks: readonly RecordedCheck[] },
): SessionRecord {
  const { faceMatchThreshold: match, faceReviewThreshold: review } = ctx.config.vision
  const analysis = toAnalysisData(session, related.checks, { match, review })
  const autoDecision = autoDecisionOf(session)
  const source = decisionSourceOf(session)
  return {
    id: session.id,
    organization_id: session.organizationId,
    user_id: session.applicantId,
    // A key without an owner stands for itself.
    sender_user_id: session.senderUserId ?? session.apiKeyId ?? session.organizationId,
    status: statusAt(session, ctx.clock.nowMs()),
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
    ...(source && { decision_source: source }),
    ...(autoDecision && { auto_decision: autoDecision }),
  }
}

/** Who the standing decision is of: left out once a reviewer overturned what the rules had decided. */
function decisionSourceOf({ status, decisionSource }: RecordedSession): string | undefined {
  const isStanding = decisionSource === (status === 'VERIFIED' ? 'AUTO_APPROVE' : 'DECLINED')
  return isStanding && (status === 'VERIFIED' || status === 'REJECTED') ? decisionSource : undefined
}

/**
 * What the rules said: still at work, decided, or left to a person; with machine-readable reasons. Told by the session
 * alone: its checks are read a moment later, when the decision may have come in between.
 */
function autoDecisionOf(session: RecordedSession): Record<string, unknown> | undefined {
  const { status, submittedAt, decisionSource, decisionReasons: reasons } = session
  if (!submittedAt) return undefined
  if (decisionSource !== null) {
    return { state: 'completed', outcome: decisionSource === 'AUTO_APPROVE' ? 'VERIFIED' : 'REJECTED', reasons }
  }
  // Whenever the rules leave a session to a person they say why.
  return status === 'SUBMITTED' && reasons.length === 0 ? { state: 'pending' } : { state: 'skipped', reasons }
}
