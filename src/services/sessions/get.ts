/** Retrieves a session: its record, links to its pictures, the applicant and the sender. */
import { SIGNED_URL_LIFE_MS, signFileUrl } from '../../blobs/signed-url.ts'
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { EvidenceId, SessionId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireOwner, requireScope } from '../actor.ts'
import { findApplicant, findSenderOf, type Person } from '../applicants/get.ts'
import { listChecks } from '../checks/list.ts'
import { listEvidence } from '../evidence/list.ts'
import { findSessionById } from './queries.ts'
import { type SessionRecord, toSessionRecord } from './record.ts'

export interface RetrievedSession {
  readonly session_record: SessionRecord
  /** Upload slot → URL that shows the picture for 15 minutes. */
  readonly resource_links: Readonly<Record<string, string>>
  readonly user?: Person
  readonly sender_user?: Person
}

/** The session; throws `not_found`, and `access_denied` for another organization's or one the key may not use. */
export async function getSession(ctx: TxContext, actor: ApiKeyActor, id: SessionId): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:read')
  const session = await findSessionById(ctx.db, id)
  if (!session) throw new AppError('not_found', { message: `There is no session ${id}` })
  requireOwner(actor, session)
  if (actor.workflowId && actor.workflowId !== session.workflowId) throw new AppError('access_denied')

  const { organizationId, applicantId, senderUserId } = session
  const [evidence, checks, user, sender] = await Promise.all([
    listEvidence(ctx, organizationId, id),
    listChecks(ctx, organizationId, id),
    findApplicant(ctx, organizationId, applicantId),
    senderUserId ? findSenderOf(ctx, organizationId, senderUserId) : undefined,
  ])
  const slots = evidence.map(({ slot }) => slot)
  return {
    session_record: toSessionRecord(ctx, session, { slots, checks }),
    resource_links: Object.fromEntries(evidence.map((picture) => [picture.slot, pictureUrl(ctx, picture.id)])),
    ...(user && { user }),
    ...(sender && { sender_user: sender }),
  }
}

function pictureUrl(ctx: TxContext, id: EvidenceId): string {
  const expiresAtMs = ctx.clock.nowMs() + SIGNED_URL_LIFE_MS
  return signFileUrl(ctx.keyring.signing, ctx.config.http.baseUrl, { fileKey: id, operation: 'get', expiresAtMs })
}
