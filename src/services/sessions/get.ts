/** Retrieves a session: its record, links to its pictures, the applicant and the sender. */
import { SIGNED_URL_LIFE_MS, signFileUrl } from '../../blobs/signed-url.ts'
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { type EvidenceId, isUuid, type SessionId } from '../../lib/ids.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireOwner, requireScope } from '../actor.ts'
import { findApplicant, type Person } from '../applicants/get.ts'
import { listChecks } from '../checks/list.ts'
import { listEvidence } from '../evidence/list.ts'
import { findSenderOf } from '../members/sender.ts'
import { findFixtureSession } from '../sandbox/session-fixtures.ts'
import { findSessionById, type SessionRow } from './queries.ts'
import { type SessionRecord, toSessionRecord } from './record.ts'

/** The row of a session, for verbs that were given one that their actor may use. */
export type OwnSession = SessionRow

export interface RetrievedSession {
  readonly session_record: SessionRecord
  /** Upload slot → URL that shows the picture for 15 minutes. */
  readonly resource_links: Readonly<Record<string, string>>
  readonly user?: Person
  readonly sender_user?: Person
}

/**
 * The session; throws `not_found`, and `access_denied` for another organization's or one that a key may not use.
 * In the sandbox there are also the contract's fixtures.
 */
export async function getSession(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:read')
  const fixture = findFixtureSession(ctx, actor, id)
  return fixture ?? describeSession(ctx, await getOwnSession(ctx, actor, id))
}

/** The row of a session that the actor may use; throws `not_found` and `access_denied`. For the verbs of this folder. */
export async function getOwnSession(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<SessionRow> {
  const session = isUuid(id) ? await findSessionById(ctx.db, id as SessionId) : undefined
  if (!session) throw new AppError('not_found', { message: `There is no session ${id}` })
  requireOwner(actor, session)
  const only = onlyWorkflowOf(actor)
  if (only && only !== session.workflowId) throw new AppError('access_denied')
  return session
}

/**
 * The session as it is at this moment, after a change that the caller was allowed to make. `linkTo` says where a picture
 * is shown; else links are signed URLs.
 */
export async function describeSession(
  ctx: TxContext,
  session: SessionRow,
  linkTo: (id: EvidenceId) => string = (id) => pictureUrl(ctx, id),
): Promise<RetrievedSession> {
  const { id, organizationId, applicantId, senderUserId } = session
  const [evidence, checks, user, sender] = await Promise.all([
    listEvidence(ctx, organizationId, id),
    listChecks(ctx, organizationId, id),
    findApplicant(ctx, organizationId, applicantId),
    senderUserId ? findSenderOf(ctx, organizationId, senderUserId) : undefined,
  ])
  const slots = evidence.map(({ slot }) => slot)
  return {
    session_record: toSessionRecord(ctx, session, { slots, checks }),
    resource_links: Object.fromEntries(evidence.map((picture) => [picture.slot, linkTo(picture.id)])),
    ...(user && { user }),
    ...(sender && { sender_user: sender }),
  }
}

function pictureUrl(ctx: TxContext, id: EvidenceId): string {
  const expiresAtMs = ctx.clock.nowMs() + SIGNED_URL_LIFE_MS
  return signFileUrl(ctx.keyring.signing, ctx.config.http.baseUrl, { fileKey: id, operation: 'get', expiresAtMs })
}
