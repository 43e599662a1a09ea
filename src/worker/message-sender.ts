/** Sends messages as they become due, some at a time. */
import type { Context } from '../context.ts'
import type { MessageChannel } from '../db/message-tables.ts'
import { type DueMessage, sendMessage, takeDueMessages, type Way } from '../services/messages/send.ts'
import { DueLoop } from './due-loop.ts'

/** Connections to the mail server, or to the gateway, at once. */
const PLACES = 8

/** One for each channel, so that a mail server that hangs holds up no text message. Stop it at the end. */
export function startMessageSender(ctx: Context, channel: MessageChannel, way: Way): DueLoop<DueMessage> {
  return new DueLoop(ctx.log, {
    name: channel === 'email' ? 'mail' : 'text messages',
    places: PLACES,
    take: (most) => takeDueMessages(ctx, channel, most),
    work: (message, signal) => sendMessage(ctx, way, message, signal),
  })
}
