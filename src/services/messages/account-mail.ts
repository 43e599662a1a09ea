/** Queues and sends mail to people who use the console; without a mail server links are handed over by hand. */
import type { Context, TxContext } from '../../context.ts'
import { type InvitationId, type MemberUserId, type MessageId, newId } from '../../lib/ids.ts'
import { type Mail, SmtpError } from '../../lib/smtp.ts'
import {
  type AccountMail,
  claimAccountMails,
  deleteAccountMail,
  insertAccountMail,
  postponeAccountMail,
} from './account-queries.ts'
import { nextTryInMs } from './schedule.ts'

export type { AccountMail } from './account-queries.ts'

/** Longer than an attempt with all around it: whoever holds a mail longer has died. */
const LEASE_MS = 180_000

/** Writes a mail when it is sent; undefined when there is nothing to be said, or nobody to write to. */
export type WriteAccountMail = (ctx: Context, mail: AccountMail) => Promise<Omit<Mail, 'id'> | undefined>

/** Whether people get their links by mail. What a developer's mailbox would show ends the link that was shown before, so there it is done by hand. */
export function mailsAccounts({ config }: Pick<TxContext, 'config'>): boolean {
  return config.mail.kind === 'smtp'
}

/** Queues the link that sets another password; for nobody as for somebody, so that both take as long. */
export function queuePasswordReset(ctx: TxContext, userId: MemberUserId | undefined): Promise<void> {
  return insertAccountMail(ctx.db, { id: newId<MessageId>(), userId: userId ?? null, invitationId: null })
}

/** Queues the link of an invitation to a team. Call inside the transaction that makes it. */
export function queueMemberInvitation(tx: TxContext, invitationId: InvitationId): Promise<void> {
  return insertAccountMail(tx.db, { id: newId<MessageId>(), userId: null, invitationId })
}

/** Takes at most `most` mails that are due. */
export function takeAccountMails(ctx: TxContext, most: number): Promise<AccountMail[]> {
  return claimAccountMails(ctx.db, most, LEASE_MS)
}

/** Makes one attempt; what was not taken is tried again for a day, and then given up with a line of the log. */
export async function sendAccountMail(
  ctx: Context,
  way: { readonly write: WriteAccountMail; readonly send: (mail: Mail, stopping: AbortSignal) => Promise<void> },
  mail: AccountMail,
  stopping: AbortSignal,
): Promise<void> {
  try {
    const written = await way.write(ctx, mail)
    if (written) await way.send({ ...written, id: mail.id }, stopping)
  } catch (error) {
    const isFinal = error instanceof SmtpError && error.isFinal
    const inMs = isFinal ? undefined : nextTryInMs(mail.sinceBeginMs, Math.random())
    if (inMs !== undefined) return postponeAccountMail(ctx.db, mail.id, inMs)
    ctx.log.warn({ err: error, userId: mail.userId, invitationId: mail.invitationId }, 'a mail was given up')
  }
  await deleteAccountMail(ctx.db, mail.id)
}
