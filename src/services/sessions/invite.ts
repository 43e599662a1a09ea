/** Invites the applicant of a session once more, and tells what came of earlier invitations. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { MessageChannel } from '../../db/message-tables.ts'
import { AppError } from '../../lib/errors.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { findApplicant } from '../applicants/get.ts'
import { recordAudit } from '../audit/record.ts'
import { listMessages, type Message } from '../messages/list.ts'
import { queueMessage } from '../messages/queue.ts'
import { getOwnSession } from './get.ts'
import { sendsBy } from './invitation-states.ts'
import { lockOpenSession } from './lock-open.ts'
import type { SessionRow } from './session-row.ts'

/**
 * Queues another invitation with the same link. Throws `not_found`, `access_denied`, `mail_not_configured`, `sms_not_configured`, and `conflict` when
 * the session is not open or runs without the applicant's page, when its applicant has no number, while one is on its way, and after ten.
 * Audited.
 */
export async function inviteAgain(
  ctx: TxContext,
  actor: EnvironmentActor,
  id: string,
  channel: MessageChannel,
): Promise<Message> {
  requireScope(actor, 'sessions:write')
  const own = await getOwnSession(ctx, actor, id)
  if (!sendsBy(ctx, channel)) throw new AppError(channel === 'email' ? 'mail_not_configured' : 'sms_not_configured')
  return withTransaction(ctx, async (tx) => {
    const session = await lockOpenSession(tx, own)
    const { organizationId, environment } = session
    if (channel === 'phone') await requirePhone(tx, session)
    const subject = { organizationId, environment, sessionId: session.id }
    const message = await queueMessage(tx, { ...subject, channel, kind: 'session_invitation' })
    await recordAudit(tx, actor, { action: 'session.invite', targetId: session.id, details: { channel } })
    return message
  })
}

async function requirePhone(tx: TxContext, { organizationId, applicantId }: SessionRow): Promise<void> {
  const applicant = await findApplicant(tx, organizationId, applicantId)
  if (!applicant?.phone) throw new AppError('conflict', { message: 'The applicant has no phone number' })
}

/** The invitations of a session, newest first. Throws `not_found` and `access_denied`. */
export async function listInvitations(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<Message[]> {
  requireScope(actor, 'sessions:read')
  const session = await getOwnSession(ctx, actor, id)
  return listMessages(ctx, session.organizationId, session.id)
}
