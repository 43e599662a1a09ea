/** Says what came of a session's invitations, channel by channel. */
import type { TxContext } from '../../context.ts'
import type { MessageState } from '../../db/message-tables.ts'
import { listMessages, type Message } from '../messages/list.ts'
import type { SessionRow } from './session-row.ts'

/** not_configured: this installation has no way to send it. */
export type InvitationState = MessageState | 'not_requested' | 'not_configured'

/** Of the latest invitation by each channel. */
export interface InvitationStates {
  readonly email: InvitationState
  readonly phone: InvitationState
}

/** The states of a session that is there. */
export async function findInvitationStates(
  ctx: TxContext,
  { organizationId, id }: Pick<SessionRow, 'organizationId' | 'id'>,
): Promise<InvitationStates> {
  const messages = await listMessages(ctx, organizationId, id)
  const latest = messages.find(isMail)?.state
  return { email: latest ?? (sendsMail(ctx) ? 'not_requested' : 'not_configured'), phone: 'not_configured' }
}

/** Whether this installation takes mail anywhere. */
export function sendsMail({ config }: Pick<TxContext, 'config'>): boolean {
  return config.mail.kind !== 'none'
}

function isMail({ channel }: Message): boolean {
  return channel === 'email'
}
