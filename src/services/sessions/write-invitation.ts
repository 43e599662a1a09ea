/** Writes what invites an applicant, of what is known when it is sent. */
import type { TxContext } from '../../context.ts'
import type { MessageKind } from '../../db/message-tables.ts'
import type { SessionId } from '../../lib/ids.ts'
import { findApplicant, type Person } from '../applicants/get.ts'
import { layOut } from '../messages/lay-out.ts'
import type { Writers } from '../messages/send.ts'
import { findTexts, sayUntil } from '../messages/texts.ts'
import { getOrganization } from '../organizations/get.ts'
import { findLinkSecret, linkOf } from './link-secret.ts'
import { findSessionById } from './queries.ts'
import type { SessionRow } from './session-row.ts'
import { statusAt } from './status.ts'

interface Invited {
  readonly session: SessionRow
  readonly applicant: Person
  readonly organization: string
  readonly link: string
}

/**
 * `session_closed` when the link would lead nowhere any more, `applicant_erased` when nobody is left to write to, `phone_missing` when they
 * have no number.
 */
export const INVITATION_WRITERS: Writers = {
  email: async (ctx, { sessionId, kind }) => {
    const invited = await findInvited(ctx, sessionId)
    return typeof invited === 'string' ? invited : writeMail(kind, invited)
  },
  phone: async (ctx, { sessionId, kind }) => {
    const invited = await findInvited(ctx, sessionId)
    if (typeof invited === 'string') return invited
    const { session, applicant, organization, link } = invited
    if (applicant.phone === '') return 'phone_missing'
    const texts = findTexts('en')
    const say = kind === 'session_reminder' ? texts.reminderSms : texts.invitationSms
    const text = say({ organization, link })
    return { to: applicant.phone, text: session.environment === 'sandbox' ? `${texts.testMark} ${text}` : text }
  },
}

async function findInvited(ctx: TxContext, sessionId: SessionId): Promise<Invited | string> {
  const session = await findSessionById(ctx.db, sessionId)
  if (!session || statusAt(session, ctx.clock.nowMs()) !== 'PENDING') return 'session_closed'
  const { organizationId, id } = session
  const [organization, applicant] = await Promise.all([
    getOrganization(ctx, organizationId),
    findApplicant(ctx, organizationId, session.applicantId),
  ])
  if (organization.status !== 'active' || organization.deletionDueAt) return 'session_closed'
  if (!applicant) return 'applicant_erased'
  return {
    ...{ session, applicant, organization: organization.name },
    link: linkOf(ctx, await findLinkSecret(ctx, organizationId, id)),
  }
}

function writeMail(
  kind: MessageKind,
  { session: { firstName, expiresAt, environment }, applicant, organization, link }: Invited,
) {
  const texts = findTexts('en')
  const words = { organization, name: firstName, until: expiresAt && sayUntil(texts, expiresAt) }
  const { subject, ...parts } = kind === 'session_reminder' ? texts.reminder(words) : texts.invitation(words)
  return {
    to: applicant.email,
    subject: environment === 'sandbox' ? `${texts.testMark} ${subject}` : subject,
    ...layOut({ ...parts, language: texts.language, title: subject, link, linkHint: texts.linkHint }),
  }
}
