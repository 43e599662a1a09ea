/** Everything that the console shows of one session. */
import type { TxContext } from '../../context.ts'
import type { DecisionReason } from '../../db/run-tables.ts'
import type { SessionProgress, SessionStatus } from '../../db/tables.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { findApplicant } from '../applicants/get.ts'
import { seesApplicants, toVisible } from '../applicants/mask.ts'
import { listChecks } from '../checks/list.ts'
import { type Attempt, listAttempts } from '../evidence/list.ts'
import { listMessages, type Message } from '../messages/list.ts'
import { describeSession, getOwnSession, type OwnSession } from '../sessions/get.ts'
import { maskFinding, maskRetrieved } from '../sessions/mask.ts'
import type { RetrievedSession } from '../sessions/retrieved-session.ts'
import { isReviewable, type ReviewOutcome, statusAt } from '../sessions/status.ts'
import { getWorkflow } from '../workflows/get.ts'
import { findReviewClaim, type ReviewClaim } from './claim.ts'
import { listDecisions, type ReviewedDecision } from './decisions.ts'
import { type Extracted, extractFields } from './extracted.ts'
import { maskDecision, maskExtracted } from './mask.ts'
import { listStepFindings, type StepFindings } from './step-findings.ts'
import { listTimeline, type TimelineEvent } from './timeline.ts'

export interface SessionDetail {
  readonly id: string
  readonly status: SessionStatus
  readonly type: string
  readonly progress: SessionProgress
  readonly environment: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly submittedAt?: Date
  readonly expiresAt?: Date
  readonly externalId?: string
  readonly redirectUrl?: string
  readonly workflow?: { readonly id: string; readonly name: string }
  readonly steps: readonly string[]
  /** What the rules said when they left the session to a person or decided it. */
  readonly reasons: readonly DecisionReason[]
  readonly applicant: {
    readonly id: string
    readonly firstName: string
    readonly lastName: string
    readonly email?: string
    readonly phone?: string
  }
  /** From where the applicant submitted. */
  readonly submission: Readonly<Record<string, string>>
  /** Whether personal data is masked and pictures are not shown, since the asker's role does not see applicants. */
  readonly isMasked: boolean
  /** Whether a check is still running. */
  readonly isChecking: boolean
  /** What the session may become by hand at this moment. */
  readonly outcomes: readonly ReviewOutcome[]
  readonly evidence: readonly Attempt[]
  readonly checks: readonly StepFindings[]
  readonly extracted?: Extracted
  readonly decisions: readonly ReviewedDecision[]
  readonly timeline: readonly TimelineEvent[]
  readonly claim?: ReviewClaim
  /** Newest first. */
  readonly invitations: readonly Message[]
}

/** The detail, and the session as the API is to answer it. */
export interface SessionView {
  readonly detail: SessionDetail
  readonly retrieved: RetrievedSession
}

const OUTCOMES: readonly ReviewOutcome[] = ['VERIFIED', 'REJECTED', 'VOIDED']

/**
 * The session for the console; masked for members without applicants:read. Throws `not_found`, and `access_denied` for
 * one of another organization or environment.
 */
export async function getSessionDetail(ctx: TxContext, actor: MemberActor, id: string): Promise<SessionView> {
  requireScope(actor, 'sessions:read')
  const session = await getOwnSession(ctx, actor, id)
  const { organizationId } = session
  const [checks, evidence, decisions, applicant, workflow, claim, invitations, retrieved] = await Promise.all([
    listChecks(ctx, organizationId, session.id),
    listAttempts(ctx, organizationId, session.id),
    listDecisions(ctx, session),
    findApplicant(ctx, organizationId, session.applicantId),
    session.workflowId ? getWorkflow(ctx, actor, session.workflowId) : undefined,
    findReviewClaim(ctx, actor, session.id),
    listMessages(ctx, organizationId, session.id),
    describeSession(ctx, session),
  ])
  const timeline = await listTimeline(ctx, session, { evidenceIds: evidence.map((picture) => picture.id), decisions })
  const isChecking = checks.some(({ state }) => state === 'queued')
  const codes = retrieved.session.views.flatMap(({ reasons }) => reasons.map(({ code }) => code))
  const extracted = extractFields(checks, new Set(codes))
  const detail: SessionDetail = {
    ...toFacts(ctx, session),
    ...(workflow && { workflow: { id: workflow.id, name: workflow.name } }),
    applicant: {
      id: session.applicantId,
      ...toVisible(actor, {
        ...{ firstName: session.firstName, lastName: session.lastName },
        ...(applicant && { email: applicant.email, ...(applicant.phone !== '' && { phone: applicant.phone }) }),
      }),
    },
    isMasked: !seesApplicants(actor),
    isChecking,
    outcomes: OUTCOMES.filter((outcome) => isPossible(ctx, actor, session, outcome, isChecking)),
    evidence,
    checks: listStepFindings(retrieved.session, checks),
    ...(extracted && { extracted }),
    decisions,
    timeline,
    invitations,
    ...(claim && { claim }),
  }
  return seesApplicants(actor) ? { detail, retrieved } : { detail: mask(detail), retrieved: maskRetrieved(retrieved) }
}

function isPossible(
  ctx: TxContext,
  actor: MemberActor,
  session: OwnSession,
  outcome: ReviewOutcome,
  isChecking: boolean,
): boolean {
  return isReviewable(actor, statusAt(session, ctx.clock.nowMs()), outcome) && (outcome === 'VOIDED' || !isChecking)
}

function toFacts(ctx: TxContext, session: OwnSession) {
  const { id, type, progress, environment, createdAt, updatedAt, submittedAt, expiresAt, metaData } = session
  return {
    ...{ id, status: statusAt(session, ctx.clock.nowMs()), type, progress, environment, createdAt, updatedAt },
    ...(submittedAt && { submittedAt }),
    ...(expiresAt && { expiresAt }),
    ...(session.externalId !== null && { externalId: session.externalId }),
    ...(session.redirectUrl !== null && { redirectUrl: session.redirectUrl }),
    steps: session.steps.map((step) => step.id),
    reasons: session.decisionReasons,
    submission: toSubmission(metaData),
  }
}

const SUBMISSION_FIELDS: Readonly<Record<string, string>> = {
  applicantSubmissionIp: 'address',
  applicantSubmissionDevice: 'device',
  applicantSubmissionBrowser: 'browser',
}

function toSubmission(metaData: OwnSession['metaData']): Record<string, string> {
  const known = Object.entries(SUBMISSION_FIELDS).flatMap(([field, name]) => {
    const value = metaData[field]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return Object.fromEntries(known)
}

function mask(detail: SessionDetail): SessionDetail {
  const { extracted, submission, decisions } = detail
  return {
    ...detail,
    submission: Object.fromEntries(Object.keys(submission).map((name) => [name, '•••'])),
    checks: detail.checks.map((step) => ({ ...step, findings: step.findings.map(maskFinding) })),
    ...(extracted && { extracted: maskExtracted(extracted) }),
    decisions: decisions.map(maskDecision),
    timeline: detail.timeline.map((event) => ({
      ...event,
      ...(event.decision && { decision: maskDecision(event.decision) }),
    })),
  }
}
