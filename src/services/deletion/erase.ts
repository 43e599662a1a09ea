/** Erases organizations whose deletion is due, in small steps that may be broken off anywhere and done again. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { hasRowsOf } from '../../db/delete-rows.ts'
import { withinOrganization } from '../../db/reach.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { recordAudit } from '../audit/record.ts'
import { destroyOtherDataKeys } from '../evidence/erase.ts'
import { dissolveTeam } from '../members/erase.ts'
import { listOrganizationsDue, lockDeletionState, markDeleted, markErasing } from '../organizations/deletion-state.ts'
import { ERASE_STEPS, ERASED_TABLES } from './steps.ts'

/** Rows of one transaction. */
const BATCH = 200

interface EraseOptions {
  readonly batch?: number
  /** Breaks the work off between two batches; the next run goes on with it. */
  readonly signal?: AbortSignal
}

/**
 * Erases each organization that is due; answers how many are erased to the end. One that fails does not hold
 * up the others, and is tried again by the next run.
 */
export async function eraseDueOrganizations(ctx: Context, options: EraseOptions = {}): Promise<number> {
  const failures: unknown[] = []
  let erased = 0
  for (const id of await listOrganizationsDue(ctx)) {
    try {
      if (await withinOrganization(id, () => eraseOrganization(ctx, id, options))) erased += 1
    } catch (err) {
      options.signal?.throwIfAborted()
      ctx.log.error({ err, organizationId: id }, 'an organization could not be erased')
      failures.push(err)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} organizations could not be erased`)
  return erased
}

async function eraseOrganization(ctx: Context, id: OrganizationId, options: EraseOptions): Promise<boolean> {
  const { batch = BATCH, signal } = options
  if (!(await beginErasure(ctx, id))) return false
  for (const step of ERASE_STEPS) {
    do signal?.throwIfAborted()
    while ((await step(ctx, id, batch, (work) => whileErasing(ctx, id, work))) > 0)
  }
  return finishErasure(ctx, id)
}

/** From here on there is no way back, and nobody sees what is half erased. Answers false when an owner kept it in the last moment, or it is done already. */
function beginErasure(ctx: Context, id: OrganizationId): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const organization = await lockDeletionState(tx, id)
    if (!organization?.deletionDueAt || organization.deletionDueAt.getTime() > ctx.clock.nowMs()) return false
    if (organization.status === 'deleted') return false
    if (organization.status === 'erasing') return true
    await markErasing(tx, id)
    await dissolveTeam(tx, id)
    await recordAudit(tx, systemOf(id), { action: 'organization.begin_erasure', targetId: id })
    return true
  })
}

/** One batch; the row's lock lets two workers take turns, so that each sees what the other has left. */
function whileErasing(ctx: Context, id: OrganizationId, work: (tx: TxContext) => Promise<number>): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const organization = await lockDeletionState(tx, id)
    return organization?.status === 'erasing' ? work(tx) : 0
  })
}

/** Says that it is done, when it is: a row that was written late is left to the next run. */
function finishErasure(ctx: Context, id: OrganizationId): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const organization = await lockDeletionState(tx, id)
    if (organization?.status !== 'erasing') return false
    for (const table of ERASED_TABLES) if (await hasRowsOf(tx.db, table, id)) return false
    await destroyOtherDataKeys(tx, id)
    await markDeleted(tx, id)
    await recordAudit(tx, systemOf(id), { action: 'organization.finish_erasure', targetId: id })
    return true
  })
}

function systemOf(organizationId: OrganizationId) {
  return { kind: 'system', organizationId } as const
}
