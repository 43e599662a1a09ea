/** The mailbox of a developer: what would have been sent, of every organization. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import type { Mail } from '../../lib/smtp.ts'
import { type LatestMessage, listLatestMessages } from './queries.ts'
import type { WriteMail } from './send.ts'

const MOST = 50

/** A message as it reads at this moment; without mail when there is nothing to be said any more. */
export interface MailboxEntry extends LatestMessage {
  readonly mail: Omit<Mail, 'id'> | undefined
}

/** The latest fifty, newest first. Only for a server that nobody but its developer reaches. */
export async function readMailbox(ctx: TxContext, write: WriteMail): Promise<MailboxEntry[]> {
  const messages = await acrossOrganizations(() => listLatestMessages(ctx.db, MOST))
  return Promise.all(
    messages.map(async (message) => {
      const mail = await withinOrganization(message.organizationId, () => write(ctx, message))
      return { ...message, mail: typeof mail === 'string' ? undefined : mail }
    }),
  )
}
