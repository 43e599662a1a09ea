/** Lists what happened to an organization's sessions, newest first. */
import type { TxContext } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import { type EventId, isUuid, type SessionId } from '../../lib/ids.ts'
import { openCursor, signCursor } from '../../lib/paginate.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireScope } from '../actor.ts'
import type { EventType } from './event-types.ts'
import { listEventRows } from './queries.ts'

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
  const after = cursor === undefined ? undefined : parseCursor(ctx, scope, cursor)
  const rows = await listEventRows(ctx.db, filter, { after, limit: limit + 1 })
  const events = rows.slice(0, limit)
  const last = rows.length > limit ? events.at(-1) : undefined
  return {
    events,
    nextCursor: last && signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), last.id]),
  }
}

function parseCursor(ctx: TxContext, scope: readonly unknown[], cursor: string): { createdAt: Date; id: EventId } {
  const [createdAt, id] = openCursor(ctx.keyring.signing, scope, cursor) ?? []
  if (createdAt !== undefined && id !== undefined) return { createdAt: new Date(createdAt), id: id as EventId }
  throw invalidField('next_token', 'must be the next_token of an earlier answer to a request with the same filters')
}
