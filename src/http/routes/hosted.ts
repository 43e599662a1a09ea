/** /hosted: what the applicant's page calls, with the cookie that its link was swapped for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { withinOrganization } from '../../db/reach.ts'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { giveConsent } from '../../services/runs/consent.ts'
import { saveDraft } from '../../services/runs/draft.ts'
import { authenticateApplicant, listFilledSlots, toHostedSession } from '../../services/runs/hosted.ts'
import { submitStep } from '../../services/runs/submit-step.ts'
import { takeFile } from '../../services/runs/take-file.ts'
import { type HeldSession, lookAtLink, openSession } from '../../services/sessions/open.ts'
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

/** The secret of a link and the JSON around it; nobody is known yet whose larger body could be waited for. */
const MAX_OPEN_BYTES = 4096

/** A form of a hundred long answers. */
const MAX_DRAFT_BYTES = 262_144

const DAY_S = 86_400

/** A cookie outlives its session by a day, so that the page can say that the time is over. */
const COOKIE_GRACE_S = DAY_S

/** Of a session without an end, and at most. */
const MAX_COOKIE_S = 90 * DAY_S

type OfSession = FastifyRequest<{ Params: { id: string } }>

/** Adds the routes; they are the page's own and not part of the public API. */
export function registerHosted(app: App, services: HttpServices): void {
  const { ctx } = services
  const isSecure = ctx.config.http.baseUrl.startsWith('https:')

  const openBody = z.strictObject({ secret: z.string().min(1).max(200) })
  const openRoute = { schema: { ...hidden, body: openBody }, bodyLimit: MAX_OPEN_BYTES }
  const hold = (reply: FastifyReply, held: HeldSession) => {
    setCookie(reply, held, isSecure, ctx.clock.nowMs())
    return { session_id: held.sessionId }
  }

  app.post('/hosted/look', openRoute, async (req, reply) => {
    const found = await lookAtLink(ctx, req.body.secret, (id) => cookieOf(req, id))
    if ('cookie' in found) return hold(reply, found)
    const { organizationName: name, environment, locale } = found
    return { organization: { name }, environment, ...(locale && { locale }) }
  })

  app.post('/hosted/open', openRoute, async (req, reply) =>
    hold(reply, await openSession(ctx, req.body.secret, (id) => cookieOf(req, id))),
  )

  app.get('/hosted/sessions/:id', { schema: { ...hidden, params: sessionParams } }, (req) => sendState(ctx, req))

  app.register(async (guarded: App) => {
    // Before the body is read. The handlers ask again, since a slow body may outlive its session.
    guarded.addHook('onRequest', async (req) => {
      const { session } = await applicantOf(ctx, req as OfSession)
      req.organizationId = session.organizationId
    })
    registerAnswers(guarded, services)
    registerEvidence(guarded, services)
  })
}

function registerAnswers(guarded: App, { ctx, finished }: HttpServices): void {
  const consentSchema = { ...hidden, params: sessionParams, body: z.strictObject({ accepted: z.boolean() }) }
  guarded.post('/hosted/sessions/:id/consent', { schema: consentSchema }, async (req) => {
    const { actor } = await applicantOf(ctx, req)
    await giveConsent(ctx, actor, req.body.accepted)
    return sendState(ctx, req)
  })

  // The files of a step are those that the applicant has put into its slots.
  const submitSchema = { ...hidden, params: stepParams, body: z.record(z.string(), z.unknown()).nullish() }
  guarded.post('/hosted/sessions/:id/steps/:step', { schema: submitSchema }, async (req) => {
    const { actor, session } = await applicantOf(ctx, req)
    const step = toStepWord(req.params.step)
    await submitStep(ctx, finished, actor, session, {
      step,
      body: req.body ?? {},
      uploads: await listFilledSlots(ctx, session, step, req.body ?? {}),
      from: { ip: req.ip, ...describeUserAgent(req.headers['user-agent']) },
    })
    return sendState(ctx, req)
  })

  const draftSchema = { ...hidden, params: stepParams, body: z.record(z.string(), z.unknown()) }
  const draftRoute = { schema: draftSchema, bodyLimit: MAX_DRAFT_BYTES }
  guarded.put('/hosted/sessions/:id/steps/:step/draft', draftRoute, async (req, reply) => {
    const { session } = await applicantOf(ctx, req)
    await saveDraft(ctx, session, req.params.step, req.body)
    return reply.code(204).send()
  })
}

function registerEvidence(guarded: App, { ctx }: HttpServices): void {
  guarded.register(async (raw: App) => {
    acceptRawBodies(raw)
    const schema = { ...hidden, params: slotParams }
    raw.put('/hosted/sessions/:id/evidence/:slot', { schema, bodyLimit: MAX_IMAGE_BYTES }, async (req) => {
      const { actor, session } = await applicantOf(ctx, req)
      const { slot } = req.params
      const size = await takeFile(ctx, actor, session, { slot, bytes: bytesOf(req.body) })
      return { slot, ...size, uploaded: true }
    })
  })
}

async function sendState(ctx: Context, req: OfSession) {
  const { session } = await applicantOf(ctx, req)
  return withinOrganization(session.organizationId, async () => toHostedState(await toHostedSession(ctx, session)))
}

function applicantOf(ctx: Context, req: OfSession) {
  return authenticateApplicant(ctx, req.params.id, cookieOf(req, req.params.id))
}

/** By either name: a browser that opened its link before the server had https goes on. */
function cookieOf({ cookies }: FastifyRequest, sessionId: string): string | undefined {
  return cookies[cookieName(sessionId, true)] ?? cookies[cookieName(sessionId, false)]
}

/**
 * One cookie for each session, so that two sessions in one browser do not mix. Under https its prefix makes browsers
 * refuse one that was set over http, or that is not secure (RFC 6265bis, §4.1.3.1).
 */
function cookieName(sessionId: string, isSecure: boolean): string {
  return `${isSecure ? '__Secure-' : ''}applicant_${sessionId.slice(0, 8)}`
}

/** Lasts as long as the session, so that a phone which closes its browser is not locked out. */
function setCookie(
  reply: FastifyReply,
  { sessionId, cookie, expiresAt }: HeldSession,
  isSecure: boolean,
  nowMs: number,
): void {
  const leftS = expiresAt ? Math.ceil((expiresAt.getTime() - nowMs) / 1000) + COOKIE_GRACE_S : MAX_COOKIE_S
  const maxAge = Math.min(leftS, MAX_COOKIE_S)
  const bounds = { path: '/hosted', httpOnly: true, sameSite: 'strict', secure: isSecure, maxAge } as const
  reply.setCookie(cookieName(sessionId, isSecure), cookie, bounds)
}
