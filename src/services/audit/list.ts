/** Lists what was done in an organization, newest first, for reading and for export. */
import type { Context, TxContext } from '../../context.ts'
import type { AuditActorKind } from '../../db/audit-tables.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordExport } from './export.ts'
import { type EventFilter, type EventRow, listEvents } from './list-queries.ts'
import { listNames, type Names } from './names.ts'

export const ACTOR_KINDS = [
  'member',
  'api_key',
  'applicant',
  'operator',
  'system',
  'stranger',
] as const satisfies readonly AuditActorKind[]

export interface ListAuditEvents {
  /** A whole action such as `api_key.revoke`, or the noun before its dot. */
  readonly action?: string | undefined
  readonly actorKind?: AuditActorKind | undefined
  readonly actorId?: string | undefined
  readonly targetId?: string | undefined
  /** Inclusive. */
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
  /** Reads of applicants' data are left out unless they are asked for, here or by a whole action. */
  readonly reads?: 'with' | 'only' | undefined
}

/** One thing that was done. */
export interface AuditEvent {
  readonly id: number
  readonly at: Date
  readonly actor: { readonly kind: AuditActorKind; readonly id: string | undefined; readonly name: string | undefined }
  readonly action: string
  readonly target: { readonly id: string; readonly name: string | undefined } | undefined
  readonly details: Readonly<Record<string, unknown>>
  readonly ip: string | undefined
  /** Its place in the chain and the hash there, in hex. */
  readonly position: number | undefined
  readonly hash: string | undefined
}

/** Rows of one read of an export, and of all of it. */
const EXPORT_BATCH = 1000
export const MAX_EXPORTED = 100_000

/** One page. Throws `validation_failed` for a cursor of another list. */
export async function listAuditEvents(
  ctx: TxContext,
  actor: Actor,
  input: ListAuditEvents & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: AuditEvent[]; nextCursor: string | undefined }> {
  requireScope(actor, 'audit:read')
  const filter = toFilter(actor, input)
  const scope = ['audit', JSON.stringify(filter)]
  const before = input.cursor === undefined ? undefined : toPlace(ctx, scope, input.cursor)
  const found = await listEvents(ctx.db, filter, { before, most: input.limit + 1 })
  const rows = found.slice(0, input.limit)
  const last = found.length > input.limit ? rows.at(-1) : undefined
  const names = await listNames(ctx, actor, rows)
  return {
    items: rows.map((row) => toEvent(row, names)),
    nextCursor: last && signCursor(ctx.keyring.signing, scope, [String(last.id)]),
  }
}

/** The newest 100,000 rows that the filters fit, read in batches; that they were exported is on record first. */
export async function exportAuditEvents(
  ctx: Context,
  actor: Actor,
  input: ListAuditEvents,
): Promise<AsyncGenerator<AuditEvent>> {
  requireScope(actor, 'audit:read')
  const filters = { ...input }
  return recordExport(ctx, actor, { action: 'audit.export', filters }, readBatches(ctx, actor, toFilter(actor, input)))
}

async function* readBatches(ctx: Context, actor: Actor, filter: EventFilter): AsyncGenerator<AuditEvent> {
  let before: number | undefined
  for (let read = 0; read < MAX_EXPORTED; read += EXPORT_BATCH) {
    const rows: EventRow[] = await listEvents(ctx.db, filter, { before, most: EXPORT_BATCH })
    const names = await listNames(ctx, actor, rows)
    yield* rows.map((row) => toEvent(row, names))
    if (rows.length < EXPORT_BATCH) return
    before = rows.at(-1)?.id
  }
}

function toFilter(
  actor: Actor,
  { action, actorKind, actorId, targetId, from, to, reads }: ListAuditEvents,
): EventFilter {
  return {
    organizationId: actor.organizationId,
    action: action ?? null,
    actorKind: actorKind ?? null,
    actorId: actorId ?? null,
    targetId: targetId ?? null,
    from: from ?? null,
    to: to ?? null,
    reads: reads ?? (action?.includes('.') ? 'with' : 'without'),
  }
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): number {
  const [id] = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'cursor', parts: 1 })
  return Number(id)
}

function toEvent(row: EventRow, names: Names): AuditEvent {
  const { actorKind, actorId, targetId } = row
  return {
    id: row.id,
    at: row.createdAt,
    actor: { kind: actorKind, id: actorId ?? undefined, name: actorId ? names.get(actorId) : undefined },
    action: row.action,
    target: targetId ? { id: targetId, name: names.get(targetId) } : undefined,
    details: row.details,
    ip: row.ip ?? undefined,
    position: row.position ?? undefined,
    hash: row.hash?.toString('hex'),
  }
}
