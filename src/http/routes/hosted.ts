/** /hosted: what the applicant's page calls, with the cookie that its link was swapped for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { SessionId } from '../../lib/ids.ts'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { giveConsent } from '../../services/sessions/consent.ts'
import { authenticateApplicant, toHostedSession } from '../../services/sessions/hosted.ts'
import { openSession } from '../../services/sessions/open.ts'
import { submitSession } from '../../services/sessions/submit.ts'
import { uploadEvidence } from '../../services/sessions/upload.ts'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'
import { describeUserAgent } from '../user-agent.ts'
import { acceptRawBodies, bytesOf } from './files.ts'

const sessionParams = z.object({ id: z.string() })
const slotParams = z.object({ id: z.string(), slot: z.string().max(64) })
const hidden = { hide: true }

/** Adds the routes; they are the page's own and not part of the public API. */
export function registerHosted(app: App, { ctx }: HttpServices): void {
  const isSecure = ctx.config.http.baseUrl.startsWith('https:')

  async function applicantOf(req: FastifyRequest<{ Params: { id: string } }>) {
    return authenticateApplicant(ctx, req.params.id, req.cookies[cookieName(req.params.id)])
  }
  async function sendState(req: FastifyRequest<{ Params: { id: string } }>) {
    const { session } = await applicantOf(req)
    return toHostedSession(ctx, session)
  }

  const openBody = z.strictObject({ secret: z.string().min(1).max(200) })
  app.post('/hosted/open', { schema: { ...hidden, body: openBody } }, async (req, reply) => {
    const cookieOf = (id: SessionId) => req.cookies[cookieName(id)]
    const { sessionId, cookie } = await openSession(ctx, req.body.secret, cookieOf)
    setCookie(reply, cookieName(sessionId), cookie, isSecure)
    return { session_id: sessionId }
  })

  app.get('/hosted/sessions/:id', { schema: { ...hidden, params: sessionParams } }, sendState)

  const consentSchema = { ...hidden, params: sessionParams, body: z.strictObject({ accepted: z.boolean() }) }
  app.post('/hosted/sessions/:id/consent', { schema: consentSchema }, async (req) => {
    const { actor } = await applicantOf(req)
    await giveConsent(ctx, actor, req.body.accepted)
    return sendState(req)
  })

  app.post('/hosted/sessions/:id/submit', { schema: { ...hidden, params: sessionParams } }, async (req) => {
    const { actor } = await applicantOf(req)
    await submitSession(ctx, actor, { ip: req.ip, ...describeUserAgent(req.headers['user-agent']) })
    return sendState(req)
  })

  app.register(async (raw: App) => {
    acceptRawBodies(raw)
    const schema = { ...hidden, params: slotParams }
    raw.put('/hosted/sessions/:id/evidence/:slot', { schema, bodyLimit: MAX_IMAGE_BYTES }, async (req) => {
      const { actor, session } = await applicantOf(req)
      const { slot } = req.params
      const { width, height } = await uploadEvidence(ctx, actor, session, { slot, bytes: bytesOf(req.body) })
      return { slot, width, height, uploaded: true }
    })
  })
}

/** One cookie for each session, so that two sessions in one browser do not mix. */
function cookieName(sessionId: string): string {
  return `applicant_${sessionId.slice(0, 8)}`
}

function setCookie(reply: FastifyReply, name: string, value: string, isSecure: boolean): void {
  reply.setCookie(name, value, { path: '/hosted', httpOnly: true, sameSite: 'strict', secure: isSecure })
}
