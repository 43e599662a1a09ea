/** Invitations of applicants, and their new links, on the wire. */
import * as z from 'zod'
import type { Message } from '../../services/messages/list.ts'
import type { RenewedLink } from '../../services/sessions/renew-link.ts'
import { named } from './named.ts'

const AT = '2026-11-30T14:00:00.000Z'

/** The states of the channels, in the answers that show a session. */
export const invitationStates = z
  .object({ email: z.string(), phone: z.string() })
  .describe(
    'queued, sent (the mail server or the gateway took it), refused, unknown (the gateway did not say whether it took it, and it is not ' +
      'sent again by itself), not_requested, or not_configured: this installation sends no such invitations, pass the link on yourself',
  )

export const inviteBody = named(
  'InviteRequest',
  z.object({ channel: z.enum(['email', 'phone']).default('email').describe('By mail or by text message') }),
  { description: 'Unknown keys are ignored.', example: { channel: 'email' } },
)

export const invitationBody = named(
  'Invitation',
  z.object({
    id: z
      .string()
      .describe('UUID; the Message-ID of a mail begins with it, the gateway is given it as Idempotency-Key'),
    channel: z.string().describe('email or phone'),
    kind: z.string().describe('invitation or reminder'),
    state: z.string().describe('queued, sent (the mail server or the gateway took it), refused or unknown'),
    reason: z.string().nullable().describe('Why it is refused or tried again, such as recipient_refused; else null'),
    status_code: z
      .int()
      .nullable()
      .describe('Of the answer of the mail server, such as 550, or of the gateway, such as 21408; else null'),
    attempts: z.int().describe('How often it was tried'),
    created_at: z.string().describe('ISO 8601 in UTC'),
    finished_at: z.string().nullable().describe('When it was sent or refused; null while it waits'),
  }),
  {
    description: 'A message that invites an applicant. It is tried for a day.',
    example: {
      ...{
        id: '7d1c9a52-5c06-4a53-9e1b-6f3a1f6a4a77',
        channel: 'email',
        kind: 'invitation',
        state: 'sent',
        reason: null,
        status_code: null,
      },
      ...{ attempts: 1, created_at: AT, finished_at: AT },
    },
  },
)

export const listedInvitationsBody = named(
  'InvitationList',
  z.object({ invitations: z.array(invitationBody).describe('Newest first; at most ten') }),
  {
    description: 'The messages that invited the applicant of a session.',
    example: {
      invitations: [
        {
          ...{ id: '7d1c9a52-5c06-4a53-9e1b-6f3a1f6a4a77', channel: 'email', kind: 'invitation', state: 'queued' },
          ...{ reason: null, status_code: null, attempts: 0, created_at: AT, finished_at: null },
        },
      ],
    },
  },
)

/** An invitation as the API shows it. */
export function toInvitationBody(message: Message): z.infer<typeof invitationBody> {
  const { id, channel, kind, state, reason, statusCode, attempts, createdAt, finishedAt } = message
  return {
    ...{ id, channel, kind: kind === 'session_reminder' ? 'reminder' : 'invitation', state, reason },
    ...{ status_code: statusCode, attempts },
    ...{ created_at: createdAt.toISOString(), finished_at: finishedAt?.toISOString() ?? null },
  }
}

export const renewedLinkBody = named(
  'RenewedLink',
  z.object({
    id: z.string().describe('UUID of the session'),
    session_url: z.string().describe('The applicant’s link; the one before has ended'),
    expires_at: z.string().nullable().describe('When the session and its link expire, ISO 8601 in UTC'),
  }),
  {
    description: 'The only link that opens the session.',
    example: {
      id: '0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11',
      session_url: 'https://verify.example.com/v/3q2-7wAAAAB4dXJsLXNhZmUtc2VjcmV0LW9mLTQz',
      expires_at: AT,
    },
  },
)

/** A new link as the API shows it. */
export function toRenewedLink({ sessionId, url, expiresAt }: RenewedLink): z.infer<typeof renewedLinkBody> {
  return { id: sessionId, session_url: url, expires_at: expiresAt?.toISOString() ?? null }
}
