/** Writes the mail by which somebody is invited to a team. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import type { InvitationId } from '../../lib/ids.ts'
import type { Mail } from '../../lib/smtp.ts'
import { layOut } from '../messages/lay-out.ts'
import { findTexts, sayUntil } from '../messages/texts.ts'
import { findInvitationById } from './invitation-queries.ts'
import { invitationLinkOf } from './invitation-secret.ts'

/** Undefined when the invitation was accepted or revoked, ran out, or leads to an organization that is to be deleted. */
export async function writeInvitationMail(ctx: TxContext, id: InvitationId): Promise<Omit<Mail, 'id'> | undefined> {
  const invitation = await acrossOrganizations(() => findInvitationById(ctx.db, id))
  if (invitation?.status !== 'pending' || invitation.deletionDueAt) return undefined
  if (invitation.expiresAt.getTime() <= ctx.clock.nowMs()) return undefined
  const texts = findTexts('en')
  const { organizationName: organization, email: to, expiresAt } = invitation
  const { subject, ...parts } = texts.memberInvitation({ organization, until: sayUntil(texts, expiresAt) })
  const link = invitationLinkOf(ctx, id)
  return {
    to,
    subject,
    ...layOut({ ...parts, language: texts.language, title: subject, link, linkHint: texts.linkHint }),
  }
}
