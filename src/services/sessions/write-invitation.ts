/** Writes the mail that invites an applicant, of what is known when it is sent. */
import type { TxContext } from '../../context.ts'
import type { Mail } from '../../lib/smtp.ts'
import { findApplicant } from '../applicants/get.ts'
import { layOut } from '../messages/lay-out.ts'
import type { WriteMail } from '../messages/send.ts'
import { findTexts, sayUntil } from '../messages/texts.ts'
import { getOrganization } from '../organizations/get.ts'
import { findLinkSecret, linkOf } from './link-secret.ts'
import { findSessionById } from './queries.ts'
import type { SessionRow } from './session-row.ts'
import { statusAt } from './status.ts'

/** The mail; `session_closed` when the link would lead nowhere any more, `applicant_erased` when nobody is left to write to. */
export const writeInvitation: WriteMail = async (ctx, { sessionId }) => {
  const session = await findSessionById(ctx.db, sessionId)
  if (!session || statusAt(session, ctx.clock.nowMs()) !== 'PENDING') return 'session_closed'
  const [organization, applicant] = await Promise.all([
    getOrganization(ctx, session.organizationId),
    findApplicant(ctx, session.organizationId, session.applicantId),
  ])
  if (organization.status !== 'active' || organization.deletionDueAt) return 'session_closed'
  if (!applicant) return 'applicant_erased'
  return write(ctx, session, { to: applicant.email, organization: organization.name })
}

async function write(
  ctx: TxContext,
  { id, organizationId, firstName, expiresAt, environment }: SessionRow,
  { to, organization }: { readonly to: string; readonly organization: string },
): Promise<Omit<Mail, 'id'>> {
  const texts = findTexts('en')
  const link = linkOf(ctx, await findLinkSecret(ctx, organizationId, id))
  const words = { organization, name: firstName, until: expiresAt && sayUntil(texts, expiresAt) }
  const { subject, ...parts } = texts.invitation(words)
  const isTest = environment === 'sandbox'
  return {
    to,
    subject: isTest ? `${texts.testMark} ${subject}` : subject,
    ...layOut({ ...parts, language: texts.language, title: subject, link, linkHint: texts.linkHint }),
  }
}
