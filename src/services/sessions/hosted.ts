/** The session as its applicant meets it on the hosted page. */
import type { TxContext } from '../../context.ts'
import type { Environment, SessionProgress, SessionStatus } from '../../db/tables.ts'
import { equalBytes } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type SessionId } from '../../lib/ids.ts'
import { digestSecret } from '../../lib/keyring.ts'
import type { ApplicantActor } from '../actor.ts'
import { listEvidence } from '../evidence/list.ts'
import { requireTakesApplicants } from '../organizations/closing.ts'
import { getOrganization } from '../organizations/get.ts'
import { askedSlots } from '../workflows/catalogue.ts'
import { findSessionById, type SessionRow } from './queries.ts'
import { redirectUrlOf } from './redirect-url.ts'
import { statusAt } from './status.ts'

export interface HostedSession {
  readonly session_id: SessionId
  readonly status: SessionStatus
  readonly progress: SessionProgress
  readonly environment: Environment
  readonly organization: { readonly name: string }
  readonly applicant: { readonly first_name: string }
  readonly consent_given: boolean
  readonly expires_at?: string
  readonly steps: ReadonlyArray<{
    readonly step: string
    readonly slots: ReadonlyArray<{ readonly slot: string; readonly required: boolean; readonly uploaded: boolean }>
  }>
  /** Where to send the applicant when they are done; only once submitted. */
  readonly redirect_url?: string
  /** Where to send an applicant who does not agree; only before submission. */
  readonly decline_url?: string
}

/**
 * The applicant's own session; throws `hosted_link_invalid` unless `cookie` is the one that opened it, and
 * `hosted_link_closed` when the organization is to be deleted.
 */
export async function authenticateApplicant(
  ctx: TxContext,
  sessionId: string,
  cookie: string | undefined,
): Promise<{ actor: ApplicantActor; session: SessionRow }> {
  const session = isUuid(sessionId) ? await findSessionById(ctx.db, sessionId as SessionId) : undefined
  if (!session?.cookieDigest || !cookie || !equalBytes(session.cookieDigest, digestSecret(ctx.keyring, cookie))) {
    throw new AppError('hosted_link_invalid')
  }
  await requireTakesApplicants(ctx, session.organizationId)
  const { organizationId, environment } = session
  return { actor: { kind: 'applicant', organizationId, environment, sessionId: session.id }, session }
}

/** Throws `session_expired` or `conflict` unless the session still takes pictures. */
export function requireOpenSession(session: SessionRow, nowMs: number): void {
  const status = statusAt(session, nowMs)
  if (status === 'EXPIRED') throw new AppError('session_expired')
  if (status === 'PENDING') return
  throw new AppError('conflict', { message: 'This session was already submitted or closed' })
}

/** What the hosted page needs to know of a session. */
export async function toHostedSession(ctx: TxContext, session: SessionRow): Promise<HostedSession> {
  const { id, organizationId } = session
  const status = statusAt(session, ctx.clock.nowMs())
  const [organization, evidence] = await Promise.all([
    getOrganization(ctx, organizationId),
    listEvidence(ctx, organizationId, id),
  ])
  const uploaded = new Set(evidence.map(({ slot }) => slot))
  const redirect = redirectUrlOf({ ...session, status })
  return {
    session_id: id,
    status,
    progress: session.progress,
    environment: session.environment,
    organization: { name: organization.name },
    applicant: { first_name: session.firstName },
    consent_given: session.consentAt !== null,
    ...(session.expiresAt && { expires_at: session.expiresAt.toISOString() }),
    steps: askedSlots(session.steps).map(({ step, slots }) => ({
      step,
      slots: slots.map(({ slot, required }) => ({ slot, required, uploaded: uploaded.has(slot) })),
    })),
    ...(redirect && (status === 'PENDING' ? { decline_url: redirect } : { redirect_url: redirect })),
  }
}
