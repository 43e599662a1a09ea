/** Says what came of a session's invitations, channel by channel. */
import type { TxContext } from '../../context.ts'
import type { MessageChannel, MessageState } from '../../db/message-tables.ts'
import { listMessages } from '../messages/list.ts'
import type { SessionRow } from './session-row.ts'

/** not_configured: this installation has no way to send it. */
export type InvitationState = MessageState | 'not_requested' | 'not_configured'

/** Of the latest invitation by each channel. */
export type InvitationStates = Readonly<Record<MessageChannel, InvitationState>>

/** The states of a session that is there. */
export async function findInvitationStates(
  ctx: TxContext,
  { organizationId, id }: Pick<SessionRow, 'organizationId' | 'id'>,
): Promise<InvitationStates> {
  const messages = await listMessages(ctx, organizationId, id)
  const stateOf = (channel: MessageChannel): InvitationState =>
    messages.find((message) => message.channel === channel)?.state ??
    (sendsBy(ctx, channel) ? 'not_requested' : 'not_configured')
  return { email: stateOf('email'), phone: stateOf('phone') }
}

/** Whether this installation takes messages of a channel anywhere. */
export function sendsBy({ config }: Pick<TxContext, 'config'>, channel: MessageChannel): boolean {
  return (channel === 'email' ? config.mail : config.sms).kind !== 'none'
}
