/** Writes the mail by which somebody sets another password; its link is made at that moment, and ends the ones before. */
import type { Context } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import type { Mail } from '../../lib/smtp.ts'
import { layOut } from '../messages/lay-out.ts'
import { findTexts } from '../messages/texts.ts'
import { findUserWords } from './queries.ts'
import { makeResetLink } from './reset-link.ts'

/** Undefined when the person is gone. */
export async function writeResetMail(ctx: Context, userId: MemberUserId): Promise<Omit<Mail, 'id'> | undefined> {
  const person = await findUserWords(ctx.db, userId)
  const made = person && (await makeResetLink(ctx, person.email))
  if (!made) return undefined
  const { language, linkHint, passwordReset } = findTexts('en')
  const { subject, ...parts } = passwordReset({ host: new URL(ctx.config.http.baseUrl).host })
  return {
    to: person.email,
    subject,
    ...layOut({ ...parts, language, title: subject, link: made.link, linkHint }),
  }
}
