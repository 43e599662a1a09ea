/** /review: the queue of sessions that wait for a person, and the next one of it. */
import * as z from 'zod'
import { claimNextReview, countReviewQueue, listReviewQueue, STANDALONE } from '../../../services/reviews/queue.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const workflowId = z.union([z.uuid(), z.literal(STANDALONE)]).optional()
const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().min(1).max(1000).optional(),
  workflowId,
})
const nextBody = z.strictObject({ after: z.uuid().optional(), workflowId })

/** Adds the routes. */
export function registerConsoleReview(console: App, { ctx }: HttpServices): void {
  const reading = { scope: 'sessions:read' as const }
  const listing = { ...reading, reads: { action: 'session.list', list: 'review' } } as const
  console.get('/review', { schema: { querystring: listQuery }, config: listing }, (req) =>
    listReviewQueue(ctx, memberOf(req), req.query),
  )

  console.get('/review/count', { config: reading }, (req) => countReviewQueue(ctx, memberOf(req)))

  const nextRoute = { schema: { body: nextBody }, config: { scope: 'sessions:decide' as const } }
  console.post('/review/next', nextRoute, async (req) => {
    const id = await claimNextReview(ctx, memberOf(req), req.body)
    return id === undefined ? {} : { id }
  })
}
