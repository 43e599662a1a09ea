/** The mailbox of a developer: what would have been sent, of every organization. */
import type { TxContext } from '../../context.ts'
import type { MessageChannel } from '../../db/message-tables.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import type { TextMessage } from '../../lib/sms-error.ts'
import type { Mail } from '../../lib/smtp.ts'
import { type LatestMessage, listLatestMessages } from './queries.ts'
import type { Writers } from './send.ts'

const MOST = 50

/** A message as it reads at this moment; without words when there is nothing to be said any more. */
export interface MailboxEntry extends LatestMessage {
  readonly mail?: Omit<Mail, 'id'>
  readonly sms?: Omit<TextMessage, 'id'>
}

/** The latest fifty, newest first. Only for a server that nobody but its developer reaches. */
export async function readMailbox(ctx: TxContext, writers: Writers): Promise<MailboxEntry[]> {
  const { mail, sms } = ctx.config
  const channels = [...keptChannel('email', mail), ...keptChannel('phone', sms)]
  const messages = await acrossOrganizations(() => listLatestMessages(ctx.db, channels, MOST))
  return Promise.all(
    messages.map((message) =>
      withinOrganization(message.organizationId, async (): Promise<MailboxEntry> => {
        if (message.channel === 'phone') {
          const sms = await writers.phone(ctx, message)
          return typeof sms === 'string' ? message : { ...message, sms }
        }
        const mail = await writers.email(ctx, message)
        return typeof mail === 'string' ? message : { ...message, mail }
      }),
    ),
  )
}

/** What is really sent by a channel does not lie here. */
function keptChannel(channel: MessageChannel, { kind }: { readonly kind: string }): MessageChannel[] {
  return kind === 'mailbox' ? [channel] : []
}
