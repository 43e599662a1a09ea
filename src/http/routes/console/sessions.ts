/** The console's list of sessions: search, export, create, invite again, give a new link, call back. */
import { Readable } from 'node:stream'
import * as z from 'zod'
import type { WorkflowId } from '../../../lib/ids.ts'
import { decideSession } from '../../../services/reviews/decide.ts'
import { createSession } from '../../../services/sessions/create.ts'
import { inviteAgain } from '../../../services/sessions/invite.ts'
import { renewLink } from '../../../services/sessions/renew-link.ts'
import { exportSessions } from '../../../services/sessions/search/export.ts'
import { searchSessions } from '../../../services/sessions/search/search.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'
import {
  exportSessionsQuery,
  newSessionBody,
  searchSessionsQuery,
  toSessionChoice,
  toSessionsCsv,
} from '../../wire/console-sessions.ts'

const sessionParams = z.object({ id: z.uuid() })
const inviteBody = z.strictObject({ channel: z.enum(['email', 'phone']) })

/** Adds the routes. */
export function registerConsoleSessions(console: App, { ctx, creates }: HttpServices): void {
  const reading = { scope: 'sessions:read', reads: { action: 'session.list', list: 'sessions' } } as const
  console.get('/sessions', { schema: { querystring: searchSessionsQuery }, config: reading }, async (req) => {
    const { limit, cursor } = req.query
    return searchSessions(ctx, memberOf(req), { ...toSessionChoice(req.query), limit, cursor })
  })

  console.get(
    '/sessions.csv',
    { schema: { querystring: exportSessionsQuery }, config: { scope: 'exports:read', stepUp: true } },
    async (req, reply) => {
      const sessions = await exportSessions(ctx, memberOf(req), toSessionChoice(req.query))
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="sessions.csv"')
      return reply.send(Readable.from(toSessionsCsv(sessions)))
    },
  )

  const createRoute = { schema: { body: newSessionBody }, config: { scope: 'sessions:write' as const } }
  console.post('/sessions', createRoute, async (req, reply) => {
    // The schema has checked that it is a UUID.
    const input = { ...req.body, workflowId: req.body.workflowId as WorkflowId | undefined }
    return reply.code(201).send(await createSession(ctx, creates, memberOf(req), input))
  })

  const inviteRoute = {
    schema: { params: sessionParams, body: inviteBody },
    config: { scope: 'sessions:write' as const },
  }
  console.post('/sessions/:id/invitations', inviteRoute, async (req, reply) => {
    return reply.code(201).send(await inviteAgain(ctx, memberOf(req), req.params.id, req.body.channel))
  })

  const linkRoute = { schema: { params: sessionParams }, config: { scope: 'sessions:write' as const } }
  console.post('/sessions/:id/link', linkRoute, async (req) => renewLink(ctx, memberOf(req), req.params.id))

  const voidRoute = { schema: { params: sessionParams }, config: { scope: 'sessions:write' as const } }
  console.post('/sessions/:id/void', voidRoute, async (req, reply) => {
    await decideSession(ctx, memberOf(req), req.params.id, 'VOIDED')
    return reply.code(204).send()
  })
}
