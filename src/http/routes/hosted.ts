/** /hosted: what the applicant's page calls, with the cookie that its link was swapped for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { SessionId } from '../../lib/ids.ts'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { giveConsent } from '../../services/runs/consent.ts'
import { authenticateApplicant, listFilledSlots, toHostedSession } from '../../services/runs/hosted.ts'
import { submitStep } from '../../services/runs/submit-step.ts'
import { takeFile } from '../../services/runs/take-file.ts'
import { openSession } from '../../services/sessions/open.ts'
import { toStepWord } from '../../steps/catalogue.ts'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'
import { describeUserAgent } from '../user-agent.ts'
import { toHostedState } from '../wire/hosted.ts'
import { acceptRawBodies, bytesOf } from './files.ts'

const sessionParams = z.object({ id: z.string() })
const stepParams = z.object({ id: z.string(), step: z.string().min(1).max(100) })
const slotParams = z.object({ id: z.string(), slot: z.string().max(255) })
const hidden = { hide: true }

/** Adds the routes; they are the page's own and not part of the public API. */
export function registerHosted(app: App, { ctx, finished }: HttpServices): void {
  const isSecure = ctx.config.http.baseUrl.startsWith('https:')

  async function applicantOf(req: FastifyRequest<{ Params: { id: string } }>) {
    return authenticateApplicant(ctx, req.params.id, req.cookies[cookieName(req.params.id)])
  }
  async function sendState(req: FastifyRequest<{ Params: { id: string } }>) {
    const { session } = await applicantOf(req)
    return toHostedState(await toHostedSession(ctx, session))
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

  // The files of a step are those that the applicant has put into its slots.
  const submitSchema = { ...hidden, params: stepParams, body: z.record(z.string(), z.unknown()).nullish() }
  app.post('/hosted/sessions/:id/steps/:step', { schema: submitSchema }, async (req) => {
    const { actor, session } = await applicantOf(req)
    const step = toStepWord(req.params.step)
    await submitStep(ctx, finished, actor, session, {
      step,
      body: req.body ?? {},
      uploads: await listFilledSlots(ctx, session, step, req.body ?? {}),
      from: { ip: req.ip, ...describeUserAgent(req.headers['user-agent']) },
    })
    return sendState(req)
  })

  app.register(async (raw: App) => {
    acceptRawBodies(raw)
    const schema = { ...hidden, params: slotParams }
    raw.put('/hosted/sessions/:id/evidence/:slot', { schema, bodyLimit: MAX_IMAGE_BYTES }, async (req) => {
      const { actor, session } = await applicantOf(req)
      const { slot } = req.params
      const size = await takeFile(ctx, actor, session, { slot, bytes: bytesOf(req.body) })
      return { slot, ...size, uploaded: true }
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
