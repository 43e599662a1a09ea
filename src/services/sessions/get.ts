/** Retrieves a session: its view, the applicant and the sender. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type SessionId } from '../../lib/ids.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireOwner, requireScope } from '../actor.ts'
import { findApplicant } from '../applicants/get.ts'
import { findSenderOf } from '../members/sender.ts'
import { findInvitationStates } from './invitation-states.ts'
import { toVisibleSession } from './mask.ts'
import { findSessionById } from './queries.ts'
import type { RetrievedSession } from './retrieved-session.ts'
import type { SessionRow } from './session-row.ts'
import { viewSession } from './view.ts'

/** The row of a session, for verbs that were given one that their actor may use. */
export type OwnSession = SessionRow

/** The session, masked without applicants:read; throws `not_found`, and `access_denied` for another organization's or one that a key may not use. */
export async function getSession(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:read')
  return toVisibleSession(actor, await describeSession(ctx, await getOwnSession(ctx, actor, id)))
}

/** The row of a session that the actor may use; throws `not_found` and `access_denied`. For the verbs above this folder. */
export async function getOwnSession(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<SessionRow> {
  const session = isUuid(id) ? await findOwnFirst(() => findSessionById(ctx.db, id as SessionId)) : undefined
  if (!session) throw new AppError('not_found', { message: `There is no session ${id}` })
  requireOwner(actor, session)
  const only = onlyWorkflowOf(actor)
  if (only && only !== session.workflowId) throw new AppError('access_denied')
  return session
}

/** The session as it is at this moment, unmasked, for the verbs that then show it as far as their actor may see it. */
export async function describeSession(ctx: TxContext, session: SessionRow): Promise<RetrievedSession> {
  const { organizationId, applicantId, senderUserId } = session
  const [view, applicant, sender, invitations] = await Promise.all([
    viewSession(ctx, session),
    findApplicant(ctx, organizationId, applicantId),
    senderUserId ? findSenderOf(ctx, organizationId, senderUserId) : undefined,
    findInvitationStates(ctx, session),
  ])
  return { session: view, applicant, sender, invitations }
}
