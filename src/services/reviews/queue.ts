/** The review queue: sessions that the rules left to a person, longest waiting first. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { DecisionReason } from '../../db/run-tables.ts'
import { invalidField } from '../../lib/errors.ts'
import { isUuid, type SessionId, type WorkflowId } from '../../lib/ids.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { toVisible } from '../applicants/mask.ts'
import { getOwnSession } from '../sessions/get.ts'
import { holdClaim } from './claim.ts'
import {
  countQueue,
  countQueueByWorkflow,
  deleteClaim,
  listQueueRows,
  lockNextOfQueue,
  type QueueFilter,
  type QueuePlace,
  type QueueRow,
} from './queries.ts'

/** Counting stops here: a backlog of this size is no longer read as a number. */
const MAX_COUNTED = 10_000

/** One session that waits. */
export interface QueuedSession {
  readonly id: SessionId
  readonly firstName: string
  readonly lastName: string
  readonly externalId?: string
  readonly workflow?: { readonly id: WorkflowId; readonly name: string }
  readonly submittedAt: Date
  /** Why the rules left it to a person, gravest first. */
  readonly reasons: readonly DecisionReason[]
  readonly claim?: { readonly name: string; readonly expiresAt: Date; readonly isMine: boolean }
}

export interface ReviewQueue {
  readonly items: readonly QueuedSession[]
  readonly nextCursor?: string
  /** Of the whole queue, whatever the filter; 10,000 when there are more. */
  readonly total: number
  readonly oldestAt?: Date
  /** `id` is absent for sessions without a workflow. */
  readonly workflows: ReadonlyArray<{ readonly id?: WorkflowId; readonly name?: string; readonly count: number }>
}

/** The word that stands for sessions without a workflow. */
export const STANDALONE = 'standalone'

/** One page of the queue; throws `validation_failed` naming cursor or workflowId. */
export async function listReviewQueue(
  ctx: TxContext,
  actor: MemberActor,
  input: { limit: number; cursor?: string | undefined; workflowId?: string | undefined },
): Promise<ReviewQueue> {
  requireScope(actor, 'sessions:read')
  const filter = toFilter(actor, input.workflowId)
  const scope = ['review', filter.organizationId, filter.environment, input.workflowId ?? '']
  const after = input.cursor === undefined ? undefined : toPlace(ctx, scope, input.cursor)
  const page = { after, most: input.limit + 1, now: new Date(ctx.clock.nowMs()) }
  const [found, whole, workflows] = await Promise.all([
    listQueueRows(ctx.db, filter, page),
    countQueue(ctx.db, filter, MAX_COUNTED),
    countQueueByWorkflow(ctx.db, filter, MAX_COUNTED),
  ])
  const rows = found.slice(0, input.limit)
  const last = found.length > input.limit ? rows.at(-1) : undefined
  return {
    items: rows.map((row) => toQueued(actor, row)),
    ...(last && { nextCursor: signCursor(ctx.keyring.signing, scope, [last.submittedAt.toISOString(), last.id]) }),
    total: whole.count,
    ...(whole.oldestAt && { oldestAt: whole.oldestAt }),
    workflows: workflows.map(({ workflowId, name, count }) => ({
      ...(workflowId && { id: workflowId, name: name ?? '' }),
      count,
    })),
  }
}

/** How many sessions wait, for the navigation; never more than 10,000. */
export async function countReviewQueue(
  ctx: TxContext,
  actor: MemberActor,
): Promise<{ count: number; oldestAt?: Date }> {
  requireScope(actor, 'sessions:read')
  const { count, oldestAt } = await countQueue(ctx.db, toFilter(actor, undefined), MAX_COUNTED)
  return { count, ...(oldestAt && { oldestAt }) }
}

/**
 * Claims the session that has waited longest and that nobody else is reviewing; undefined when there is none. `after`
 * names a session to pass over with everything before it, and gives it back. Two who ask at once get two.
 */
export function claimNextReview(
  ctx: TxContext,
  actor: MemberActor,
  input: { after?: string | undefined; workflowId?: string | undefined },
): Promise<SessionId | undefined> {
  requireScope(actor, 'sessions:decide')
  const filter = toFilter(actor, input.workflowId)
  return withTransaction(ctx, async (tx) => {
    const passed = input.after === undefined ? undefined : await getOwnSession(tx, actor, input.after)
    const after = passed?.submittedAt ? { submittedAt: passed.submittedAt, id: passed.id } : undefined
    if (passed) await deleteClaim(tx.db, actor.organizationId, passed.id, actor.userId)
    for (;;) {
      const now = new Date(tx.clock.nowMs())
      const id = await lockNextOfQueue(tx.db, filter, { userId: actor.userId, after, now })
      // A claim that was set after the search began makes its session's search begin again, which then sees it.
      if (id === undefined || (await holdClaim(tx, actor, id, false))) return id
    }
  })
}

function toFilter({ organizationId, environment }: MemberActor, workflowId: string | undefined): QueueFilter {
  if (workflowId === undefined) return { organizationId, environment }
  if (workflowId === STANDALONE) return { organizationId, environment, workflowId: null }
  if (!isUuid(workflowId)) throw invalidField('workflowId', `must be a UUID or ${STANDALONE}`)
  return { organizationId, environment, workflowId: workflowId as WorkflowId }
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): QueuePlace {
  const [submittedAt = '', id = ''] = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'cursor', parts: 2 })
  return { submittedAt: new Date(submittedAt), id: id as SessionId }
}

function toQueued(actor: MemberActor, row: QueueRow): QueuedSession {
  const { id, externalId, workflowId, workflowName, submittedAt, decisionReasons, claimName, claimExpiresAt } = row
  const { firstName, lastName } = toVisible(actor, { firstName: row.firstName, lastName: row.lastName })
  return {
    ...{ id, firstName, lastName, submittedAt, reasons: decisionReasons },
    ...(externalId !== null && { externalId }),
    ...(workflowId && { workflow: { id: workflowId, name: workflowName ?? '' } }),
    ...(claimName !== null &&
      claimExpiresAt && {
        claim: { name: claimName, expiresAt: claimExpiresAt, isMine: row.claimUserId === actor.userId },
      }),
  }
}
