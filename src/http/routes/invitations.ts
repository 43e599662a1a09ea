/** /v1/sessions/{id}/invitations and /link: what came of the messages that invite an applicant, another one, and a new link. */
import * as z from 'zod'
import { inviteAgain, listInvitations } from '../../services/sessions/invite.ts'
import { renewLink } from '../../services/sessions/renew-link.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { resourceIdField } from '../wire/fields.ts'
import {
  invitationBody,
  inviteBody,
  listedInvitationsBody,
  renewedLinkBody,
  toInvitationBody,
  toRenewedLink,
} from '../wire/invitations.ts'

const tags = ['Sessions']
const params = z.object({ id: resourceIdField.describe('UUID of the session') })

/** Adds the routes. */
export function registerInvitations(api: App, { ctx }: HttpServices): void {
  const listSchema = {
    ...{ tags, params, operationId: 'listInvitations', summary: 'List the invitations of a session' },
    description: 'Newest first, with the reason where the mail server or the gateway refused one. There are no pages.',
    response: { 200: listedInvitationsBody, ...errorResponses(400, 404) },
  }
  api.get('/sessions/:id/invitations', { schema: listSchema, config: { scope: 'sessions:read' } }, async (req) => ({
    invitations: (await listInvitations(ctx, actorOf(req), req.params.id)).map(toInvitationBody),
  }))

  const inviteSchema = {
    ...{ tags, params, operationId: 'createInvitation', summary: 'Invite the applicant once more' },
    description:
      'Sends the present link again, by mail or by text message. 409 when the session is not open, while the last message of that channel is on ' +
      'its way, after ten messages, when the applicant has no phone number, and where the installation sends no such messages.',
    body: inviteBody,
    response: { 201: invitationBody, ...errorResponses(400, 404, 409, 413, 415) },
  }
  api.post(
    '/sessions/:id/invitations',
    { schema: inviteSchema, config: { scope: 'sessions:write' } },
    async (req, reply) => {
      const message = await inviteAgain(ctx, actorOf(req), req.params.id, req.body.channel)
      return reply.code(201).send(toInvitationBody(message))
    },
  )

  const linkSchema = {
    ...{ tags, params, operationId: 'renewSessionLink', summary: 'Make a new link and end the one before' },
    description:
      'For an applicant who cannot open the link any more: it belongs to the first browser that opened it. The old link, and the ' +
      'browser in which it was opened, are told that there is a newer one; in the new one the session goes on where it stood. Nothing ' +
      'is sent: invite the applicant once more, or pass the link on. If somebody else opened the old link, void the session instead. 409 ' +
      'when the session is not open, or runs without the applicant’s page.',
    response: { 200: renewedLinkBody, ...errorResponses(400, 404, 409) },
  }
  api.post('/sessions/:id/link', { schema: linkSchema, config: { scope: 'sessions:write' } }, async (req) =>
    toRenewedLink(await renewLink(ctx, actorOf(req), req.params.id)),
  )
}
