/** Sends mail as it becomes due, some at a time. */
import type { Context } from '../context.ts'
import { type DueMessage, type Postman, sendMessage, takeDueMessages } from '../services/messages/send.ts'
import { DueLoop } from './due-loop.ts'

/** Connections to the mail server at once. */
const PLACES = 8

/** Stop it at the end. */
export function startMailSender(ctx: Context, postman: Postman): DueLoop<DueMessage> {
  return new DueLoop(ctx.log, {
    name: 'mail',
    places: PLACES,
    take: (most) => takeDueMessages(ctx, most),
    work: (message, signal) => sendMessage(ctx, postman, message, signal),
  })
}
