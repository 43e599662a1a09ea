/** The console's Audit log: rows, their export, and whether the chain over them is unbroken. */
import { Readable } from 'node:stream'
import * as z from 'zod'
import { toCsvLine } from '../../../lib/csv.ts'
import { SharedWork } from '../../../lib/shared-work.ts'
import { ACTOR_KINDS, type AuditEvent, exportAuditEvents, listAuditEvents } from '../../../services/audit/list.ts'
import { type ChainVerification, verifyAuditChain } from '../../../services/audit/verify-chain.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const filters = {
  action: z
    .string()
    .regex(/^[a-z_]{1,40}(\.[a-z_]{1,40})?$/, 'must be an action such as api_key.revoke, or its noun')
    .optional(),
  actorKind: z.enum(ACTOR_KINDS).optional(),
  actorId: z.uuid().optional(),
  target: z.string().trim().min(1).max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  reads: z.enum(['with', 'only']).optional(),
}
const exportQuery = z.object(filters)
const listQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().optional(),
})

/** Each reads a whole log on a connection of its own, of which the process has 20. */
const MAX_VERIFICATIONS = 2

/** Adds the routes. */
export function registerConsoleAuditEvents(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'audit:read' as const }

  const listConfig = { ...config, reads: { action: 'audit.read', list: 'audit' } } as const
  console.get('/audit-events', { schema: { querystring: listQuery }, config: listConfig }, async (req) => {
    const { limit, cursor } = req.query
    return listAuditEvents(ctx, memberOf(req), { ...toFilters(req.query), limit, cursor })
  })

  const exportConfig = { scope: 'exports:read' as const, stepUp: true }
  const exportRoute = { schema: { querystring: exportQuery }, config: exportConfig }
  console.get('/audit-events.csv', exportRoute, async (req, reply) => {
    const events = await exportAuditEvents(ctx, memberOf(req), toFilters(req.query))
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit-log.csv"')
    return reply.send(Readable.from(toCsv(events)))
  })

  const verifications = new SharedWork<ChainVerification>(MAX_VERIFICATIONS)
  console.get('/audit-events/verification', { config }, async (req) => {
    const member = memberOf(req)
    return verifications.run(member.organizationId, () => verifyAuditChain(ctx, member))
  })
}

function toFilters({ action, actorKind, actorId, target, from, to, reads }: z.infer<typeof exportQuery>) {
  const [fromAt, toAt] = [from ? new Date(from) : undefined, to ? new Date(to) : undefined]
  return { action, actorKind, actorId, targetId: target, from: fromAt, to: toAt, reads }
}

const CSV_HEADER = [
  'id',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'target_id',
  'target_name',
  'ip',
  'details',
  'position',
  'hash',
]

async function* toCsv(events: AsyncIterable<AuditEvent>): AsyncGenerator<string> {
  yield toCsvLine(CSV_HEADER)
  for await (const { id, at, actor, action, target, ip, details, position, hash } of events) {
    const who = [actor.kind, actor.id, actor.name]
    yield toCsvLine([id, at, ...who, action, target?.id, target?.name, ip, JSON.stringify(details), position, hash])
  }
}
