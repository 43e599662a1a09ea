/** Sends mail to people who use the console as it becomes due. */
import type { Context } from '../context.ts'
import type { Mail } from '../lib/smtp.ts'
import {
  type AccountMail,
  sendAccountMail,
  takeAccountMails,
  type WriteAccountMail,
} from '../services/messages/account-mail.ts'
import { DueLoop } from './due-loop.ts'

const PLACES = 4

/** Stop it at the end. */
export function startAccountMailSender(
  ctx: Context,
  way: { readonly write: WriteAccountMail; readonly send: (mail: Mail, stopping: AbortSignal) => Promise<void> },
): DueLoop<AccountMail> {
  return new DueLoop(ctx.log, {
    name: 'account mail',
    places: PLACES,
    take: (most) => takeAccountMails(ctx, most),
    work: (mail, signal) => sendAccountMail(ctx, way, mail, signal),
  })
}
