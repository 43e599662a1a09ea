/** Lists what happened to an organization's sessions, newest first. */
import type { TxContext } from '../../context.ts'
import { type EventId, isUuid, type SessionId } from '../../lib/ids.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireScope } from '../actor.ts'
import type { EventType } from './event-types.ts'
import { type EventPlace, listEventRows } from './queries.ts'

export interface ListEvents {
  /** 1 to 500. */
  readonly limit: number
  readonly cursor?: string | undefined
  readonly types?: readonly EventType[] | undefined
  readonly sessionId?: string | undefined
}

export interface ListedEvent {
  readonly id: EventId
  readonly type: string
  readonly sessionId: SessionId | null
  /** 1, 2, 3 … within the session. */
  readonly sequence: number
  readonly createdAt: Date
}

/**
 * One page. Throws `validation_failed` naming next_token for a cursor that was altered or belongs to other filters, and
 * `scope_missing`. A key that may use one workflow only is told of its sessions only.
 */
export async function listEvents(
  ctx: TxContext,
  actor: EnvironmentActor,
  input: ListEvents,
): Promise<{ events: readonly ListedEvent[]; nextCursor: string | undefined }> {
  requireScope(actor, 'sessions:read')
  const { organizationId, environment } = actor
  const { types, limit, cursor } = input
  if (input.sessionId !== undefined && !isUuid(input.sessionId)) return { events: [], nextCursor: undefined }
  const workflowId = onlyWorkflowOf(actor)
  const filter = { organizationId, environment, types, sessionId: input.sessionId as SessionId | undefined, workflowId }
  const scope = ['events', organizationId, environment, types ?? [], input.sessionId ?? '', workflowId ?? '']
  const after = cursor === undefined ? undefined : toPlace(ctx, scope, cursor)
  const rows = await listEventRows(ctx.db, filter, { after, limit: limit + 1 })
  const events = rows.slice(0, limit)
  const last = rows.length > limit ? events.at(-1) : undefined
  return {
    events,
    nextCursor:
      last && signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), String(last.sequence), last.id]),
  }
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): EventPlace {
  const parts = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'next_token', parts: 3 })
  const [createdAt = '', sequence = '', id = ''] = parts
  return { createdAt: new Date(createdAt), sequence: Number(sequence), id: id as EventId }
}
