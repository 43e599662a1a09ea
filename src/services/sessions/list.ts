/** Lists sessions, newest first, for callers who page by cursor and for callers who page by offset. */
import type { TxContext } from '../../context.ts'
import type { SessionStatus } from '../../db/tables.ts'
import { isUuid, type SessionId, type WorkflowId } from '../../lib/ids.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireScope } from '../actor.ts'
import { toVisibleView } from './mask.ts'
import { countSessions, hasSessions, listSessionRows, type SessionFilter } from './queries.ts'
import type {} from './session-row.ts'
import { type SessionView, viewSessions } from './view.ts'

/** Counting stops here: a number that nobody reads exactly must not cost a walk over every row. */
const MAX_COUNTED = 10_000

/** No workflow has it (RFC 9562 §5.9): asked for in place of the sandbox's fixed ids, which are no UUIDs. */
const NIL_UUID = '00000000-0000-0000-0000-000000000000'

export interface ListSessions {
  /** 1 to 500. */
  readonly limit: number
  /** Rows to leave out; 0 with a cursor. */
  readonly offset: number
  readonly cursor?: string | undefined
  /** Both inclusive. */
  readonly startDate?: Date | undefined
  readonly endDate?: Date | undefined
  readonly externalId?: string | undefined
  readonly workflowId?: string | undefined
  readonly byOrganization: boolean
  readonly status?: SessionStatus | undefined
}

export interface SessionPage {
  readonly sessions: readonly SessionView[]
  /** Leads to the next page; undefined on the last one. */
  readonly nextCursor: string | undefined
  readonly hasMore: boolean
  /** How many sessions the filters fit; never more than 10,000, where counting stops. */
  readonly total: number
}

/**
 * One page, masked without applicants:read. Of `externalId`, `workflowId`, `byOrganization` the first that is given counts, else the sessions that
 * the key's owner sent (a key without an owner: itself); a member sees the whole organization's. Throws `validation_failed` naming next_token for a cursor
 * that was altered, or that belongs to another organization, environment or filter.
 */
export async function listSessions(ctx: TxContext, actor: EnvironmentActor, input: ListSessions): Promise<SessionPage> {
  requireScope(actor, 'sessions:read')
  const filter = toFilter(ctx, actor, input)
  const scope = scopeOf(filter)
  const after = input.cursor === undefined ? undefined : toPlace(ctx, scope, input.cursor)
  const [found, total] = await Promise.all([
    listSessionRows(ctx.db, filter, { after, offset: input.offset, most: input.limit + 1 }),
    countSessions(ctx.db, filter, MAX_COUNTED),
  ])
  const rows = found.slice(0, input.limit)
  const hasMore = found.length > input.limit
  const last = hasMore ? rows.at(-1) : undefined
  const views = await viewSessions(ctx, actor.organizationId, rows)
  return {
    sessions: views.map((view) => toVisibleView(actor, view)),
    nextCursor: last && signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), last.id]),
    hasMore,
    total,
  }
}

function toFilter(ctx: TxContext, actor: EnvironmentActor, input: ListSessions): SessionFilter {
  const { externalId, workflowId, byOrganization, startDate, endDate, status } = input
  return {
    organizationId: actor.organizationId,
    environment: actor.environment,
    ...subject(),
    keyWorkflowId: onlyWorkflowOf(actor),
    startDate,
    endDate,
    status,
    now: new Date(ctx.clock.nowMs()),
  }

  function subject(): Pick<SessionFilter, 'externalId' | 'workflowId' | 'senderId'> {
    if (externalId !== undefined) return { externalId }
    if (workflowId !== undefined) return { workflowId: (isUuid(workflowId) ? workflowId : NIL_UUID) as WorkflowId }
    if (byOrganization || actor.kind === 'member') return {}
    return { senderId: actor.ownerUserId ?? actor.apiKeyId }
  }
}

/** Everything that chooses the rows, but not the time: it only moves sessions from PENDING to EXPIRED. */
function scopeOf({ now: _now, ...filter }: SessionFilter): readonly unknown[] {
  return ['sessions', Object.entries(filter).filter(([, value]) => value !== undefined)]
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): { createdAt: Date; id: SessionId } {
  const [createdAt = '', id = ''] = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'next_token', parts: 2 })
  return { createdAt: new Date(createdAt), id: id as SessionId }
}

/** Whether the actor's environment has any session at all. */
export function hasAnySession(ctx: TxContext, { organizationId, environment }: EnvironmentActor): Promise<boolean> {
  return hasSessions(ctx.db, organizationId, environment)
}
