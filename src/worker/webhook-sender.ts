/** Sends webhooks as they become due, many at a time; a slow receiver holds up its own and nobody else's. */
import type { Context } from '../context.ts'
import type { GuardedPost } from '../lib/guarded-post.ts'
import { deliver, takeMessages } from '../services/webhooks/deliver.ts'
import type { Message, WriteBody } from '../services/webhooks/message.ts'
import { DueLoop } from './due-loop.ts'

/** Requests at once. */
const PLACES = 128

/** Stop it at the end. */
export function startWebhookSender(ctx: Context, post: GuardedPost, writeBody: WriteBody): DueLoop<Message> {
  return new DueLoop(ctx.log, {
    name: 'webhooks',
    places: PLACES,
    take: (most) => takeMessages(ctx, most, writeBody),
    work: (message) => deliver(ctx, post, message),
  })
}
