/** /sessions/:id, /evidence/:id: one session with its pictures, who is reviewing it, and the decision. */
import * as z from 'zod'
import type { Context } from '../../../context.ts'
import type { MemberActor } from '../../../services/actor.ts'
import { viewEvidence } from '../../../services/evidence/view.ts'
import { claimReview, releaseReview } from '../../../services/reviews/claim.ts'
import { decideSession } from '../../../services/reviews/decide.ts'
import { getSessionDetail } from '../../../services/reviews/detail.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'
import { resourceIdField } from '../../wire/fields.ts'
import { toRetrievedSession } from '../../wire/sessions.ts'
import { dispositionOf } from '../files.ts'

const params = z.object({ id: resourceIdField })
const claimBody = z.strictObject({ takeOver: z.boolean().default(false) })

const note = z.string().trim().min(1, 'say in a sentence why').max(2000)
const from = z.enum(['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED']).optional()
const reasonCode = z.enum(['unreadable', 'expired', 'mismatch', 'not_live', 'tampered', 'other'])
const decisionBody = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('VERIFIED'), note, from }),
  z.strictObject({ outcome: z.literal('VOIDED'), note, from }),
  z.strictObject({ outcome: z.literal('REJECTED'), reasonCode, note, from }),
])

/** Adds the routes. */
export function registerConsoleSession(console: App, { ctx }: HttpServices): void {
  const readRoute = {
    schema: { params },
    config: { scope: 'sessions:read', reads: { action: 'session.read' } } as const,
  }
  console.get('/sessions/:id', readRoute, async (req) => {
    return showSession(ctx, memberOf(req), req.params.id)
  })

  const decideRoute = { schema: { params, body: decisionBody }, config: { scope: 'sessions:decide' as const } }
  console.post('/sessions/:id/decision', decideRoute, async (req) => {
    const { outcome, ...words } = req.body
    await decideSession(ctx, memberOf(req), req.params.id, outcome, words)
    return showSession(ctx, memberOf(req), req.params.id)
  })

  registerClaims(console, ctx)
  registerPictures(console, ctx)
}

async function showSession(ctx: Context, member: MemberActor, id: string) {
  const { detail, retrieved } = await getSessionDetail(ctx, member, id)
  return { ...detail, raw: toRetrievedSession(retrieved, (file) => pathOf(member, file)) }
}

/** A file at this path is shown to who may see it, and each view is audited: signed URLs are for servers. */
function pathOf({ organizationId, environment }: MemberActor, file: string): string {
  return `/console/organizations/${organizationId}/evidence/${file}?environment=${environment}`
}

function registerClaims(console: App, ctx: Context): void {
  const config = { scope: 'sessions:decide' as const }
  console.post('/sessions/:id/claim', { schema: { params, body: claimBody }, config }, (req) =>
    claimReview(ctx, memberOf(req), req.params.id, req.body),
  )
  console.delete('/sessions/:id/claim', { schema: { params }, config }, async (req, reply) => {
    await releaseReview(ctx, memberOf(req), req.params.id)
    return reply.code(204).send()
  })
}

/** Opened here and not by signed URL: each view asks for the member's scope and leaves an audit row. */
function registerPictures(console: App, ctx: Context): void {
  const route = { schema: { params }, config: { scope: 'applicants:read' as const } }
  console.get('/evidence/:id', route, async (req, reply) => {
    const { id } = req.params
    const { bytes, contentType } = await viewEvidence(ctx, memberOf(req), id)
    reply.header('content-disposition', dispositionOf(id, contentType)).header('cache-control', 'private, no-store')
    return reply.type(contentType).send(bytes as never)
  })
}
