/** The session record of the contract (§4.3), in snake_case. */
import type { SessionView, StepView } from '../../services/sessions/view.ts'
import { toReason } from './reason-words.ts'
import { toUploads } from './upload-names.ts'

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
export function toSessionRecord(session: SessionView): SessionRecord {
  const analysis = toAnalysisData(session.views)
  const autoDecision = toAutoDecision(session)
  const source = toDecisionSource(session)
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
    uploads: toUploads(session),
    meta_data: toMetaData(session.metaData),
    ...(analysis && { analysis_data: analysis }),
    ...(source && { decision_source: source }),
    ...(autoDecision && { auto_decision: autoDecision }),
  }
}

/** The parts of all steps that were judged, as they were kept then; undefined while nothing was measured. */
function toAnalysisData(views: readonly StepView[]): Record<string, unknown> | undefined {
  const judged = views.filter(({ result }) => result !== undefined)
  const judgedMs = judged.flatMap(({ judgedAt }) => judgedAt?.getTime() ?? [])
  const parts = Object.assign({}, ...judged.map(({ result }) => result?.analysis))
  if (judgedMs.length === 0 || Object.keys(parts).length === 0) return undefined
  return { created_at: new Date(Math.max(...judgedMs)).toISOString(), ...parts }
}

/** Why a session was declined holds a code; the sentence is the answer's. */
function toMetaData(metaData: SessionView['metaData']): Readonly<Record<string, unknown>> {
  const { declinedData } = metaData
  if (!isDeclined(declinedData)) return metaData
  const { reason } = declinedData
  const { detail } = toReason({ severity: 'CRITICAL', ...reason })
  return { ...metaData, declinedData: { ...declinedData, reason: { ...reason, detail } } }
}

function isDeclined(value: unknown): value is { readonly reason: { readonly code: string } } {
  if (typeof value !== 'object' || value === null || !('reason' in value)) return false
  const { reason } = value
  return typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'string'
}

/** Who the standing decision is of: left out once a person overturned what the rules had decided. */
function toDecisionSource({ status, decisionSource }: SessionView): string | undefined {
  const isStanding = decisionSource === (status === 'VERIFIED' ? 'AUTO_APPROVE' : 'DECLINED')
  return isStanding && (status === 'VERIFIED' || status === 'REJECTED') ? decisionSource : undefined
}

/** What the rules said: still at work, decided, or left to a person; with machine-readable reasons. */
function toAutoDecision(session: SessionView): Record<string, unknown> | undefined {
  const { status, submittedAt, decisionSource } = session
  if (!submittedAt) return undefined
  const reasons = session.decisionReasons.map(toReason)
  if (decisionSource !== null) {
    return { state: 'completed', outcome: decisionSource === 'AUTO_APPROVE' ? 'VERIFIED' : 'REJECTED', reasons }
  }
  // Whenever the rules leave a session to a person they say why.
  return status === 'SUBMITTED' && reasons.length === 0 ? { state: 'pending' } : { state: 'skipped', reasons }
}
