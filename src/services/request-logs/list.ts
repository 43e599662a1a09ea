/** Lists logged requests, newest first. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import { type ApiKeyId, isUuid, leastOrderedId, orderedIdMs, type RequestLogId, type SessionId } from '../../lib/ids.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import { type EnvironmentActor, requireOwner, requireScope } from '../actor.ts'
import { findHints } from './hints-queries.ts'
import { findRequestLogById, type RequestLogFilter } from './queries.ts'
import { type RequestLog, toRequestLog } from './request-log.ts'
import { searchRequestLogs } from './search.ts'

export interface ListRequestLogs {
  /** 1 to 100. */
  readonly limit: number
  readonly cursor?: string | undefined
  /** Both inclusive: 404 to 404 for one status, 400 to 499 for a class. */
  readonly statusFrom?: number | undefined
  readonly statusTo?: number | undefined
  readonly method?: string | undefined
  readonly apiKeyId?: ApiKeyId | undefined
  /** The URL pattern. */
  readonly route?: string | undefined
  readonly requestId?: string | undefined
  readonly sessionId?: SessionId | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

export interface RequestLogPage {
  readonly items: readonly RequestLog[]
  /** Leads to the next page; undefined on the last one. */
  readonly nextCursor: string | undefined
  /** Set when the page is not full since the search rested here: the next page goes on from this moment back. */
  readonly searchedTo: Date | undefined
}

/** One request with what its caller was told to mend. */
export interface WholeRequestLog extends RequestLog {
  readonly hints: readonly Hint[]
}

const DAY_MS = 86_400_000

/** One page of the actor's environment. Throws `validation_failed` for a cursor of another list. */
export async function listRequestLogs(
  ctx: TxContext,
  actor: EnvironmentActor,
  input: ListRequestLogs,
): Promise<RequestLogPage> {
  requireScope(actor, 'usage:read')
  const { limit, cursor, from, to, ...wanted } = input
  const filter: RequestLogFilter = {
    ...wanted,
    organizationId: actor.organizationId,
    environment: actor.environment,
    leastId: from && leastOrderedId<RequestLogId>(from.getTime()),
    beforeId: to && leastOrderedId<RequestLogId>(to.getTime()),
  }
  const scope = ['request-logs', Object.entries(filter).filter(([, value]) => value !== undefined)]
  const after = cursor === undefined ? undefined : toPlace(ctx, scope, cursor)
  const sumsSince = findSumsStart(ctx)
  const { rows: found, restsAt } = await searchRequestLogs(ctx.db, filter, { after, most: limit + 1, sumsSince })
  const rows = found.slice(0, limit)
  const next = found.length > limit ? rows.at(-1)?.id : restsAt
  return {
    items: rows.map(toRequestLog),
    nextCursor: next && signCursor(ctx.keyring.signing, scope, [next]),
    searchedTo: restsAt && new Date(orderedIdMs(restsAt)),
  }
}

/** One request; throws `not_found` and, for another organization's or environment's, `access_denied`. */
export async function getRequestLog(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<WholeRequestLog> {
  requireScope(actor, 'usage:read')
  const row = isUuid(id) ? await findOwnFirst(() => findRequestLogById(ctx.db, id as RequestLogId)) : undefined
  if (!row) throw new AppError('not_found', { message: 'This request is not in the log, or not any more' })
  requireOwner(actor, row)
  return { ...toRequestLog(row), hints: (await findHints(ctx.db, row.organizationId, row.id)) ?? [] }
}

/** The moment since which the hourly sums hold every request of the log, if they are kept as long as it. */
function findSumsStart({ clock, config }: TxContext): Date | undefined {
  const { logDays, usageDays } = config.requests
  // The job that erases the log comes once in a while: a day more.
  return usageDays > logDays ? new Date(clock.nowMs() - (logDays + 1) * DAY_MS) : undefined
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): RequestLogId {
  const [id = ''] = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'cursor', parts: 1 })
  return id as RequestLogId
}
