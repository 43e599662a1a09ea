/** Writes a batch of sessions and tells each caller what became of theirs, whatever happens to the others. */
import type { Context } from '../../../context.ts'
import { isDatabaseUnavailable } from '../../../db/transaction.ts'
import { insufficientBalance } from '../../billing/insufficient.ts'
import { discardDataKey } from '../../evidence/data-keys.ts'
import type { NewSession } from './new-session.ts'
import { insertSessions, type WrittenSession } from './queries.ts'

/** A create that waits for its answer. */
export interface WaitingCreate {
  readonly row: NewSession
  resolve(): void
  reject(error: unknown): void
}

/** A create that was not written, with what its organization had at that moment. */
interface RefusedCreate {
  readonly create: WaitingCreate
  readonly availableTokens: number
}

/** Answers every one of the batch; never throws. */
export async function writeBatch(ctx: Context, batch: readonly WaitingCreate[]): Promise<void> {
  const rows = batch.map(({ row }) => row)
  const outcome = await insertSessions(ctx.db, rows).catch((error: unknown) => ({ error }))
  if ('error' in outcome) return retryInHalves(ctx, batch, outcome.error)

  const byId = new Map(outcome.map((written) => [written.id, written]))
  const refused = batch.flatMap((create) => answerWritten(create, byId.get(create.row.id)))
  const byOrganization = Map.groupBy(refused, ({ create }) => create.row.organizationId)
  const fitting = [...byOrganization.values()].map((group) => refuseMisfits(ctx, group))
  await Promise.all([
    ...fitting.filter((creates) => creates.length > 0).map((creates) => writeBatch(ctx, creates)),
    discardUnusedKeys(ctx, batch, byId),
  ])
}

/** The statement wrote nothing. Halves find the row that is to blame; when the database is gone, all fail. */
async function retryInHalves(ctx: Context, batch: readonly WaitingCreate[], error: unknown): Promise<void> {
  if (batch.length === 1 || isDatabaseUnavailable(error)) {
    for (const create of batch) create.reject(error)
    return
  }
  ctx.log.warn({ err: error, creates: batch.length }, 'a batch of sessions failed and is written in halves')
  const middle = batch.length >> 1
  await writeBatch(ctx, batch.slice(0, middle))
  await writeBatch(ctx, batch.slice(middle))
}

function answerWritten(create: WaitingCreate, written: WrittenSession | undefined): RefusedCreate[] {
  if (written?.created) {
    create.resolve()
    return []
  }
  return [{ create, availableTokens: written?.availableTokens ?? 0 }]
}

/**
 * An organization could not pay for all. In the order of their arrival, each takes from what there was; who finds too
 * little is refused, as if each had come alone. Answers those that fit, which are at least one fewer.
 */
function refuseMisfits(ctx: Context, group: readonly RefusedCreate[]): WaitingCreate[] {
  let left = group[0]?.availableTokens ?? 0
  const fitting: WaitingCreate[] = []
  for (const { create } of group) {
    if (create.row.amountTokens > left) {
      create.reject(insufficientBalance(ctx))
      continue
    }
    left -= create.row.amountTokens
    fitting.push(create)
  }
  return fitting
}

/** Another node added the same applicant in the same moment; a key that seals nothing does no harm if this fails. */
async function discardUnusedKeys(
  ctx: Context,
  batch: readonly WaitingCreate[],
  byId: ReadonlyMap<string, WrittenSession>,
): Promise<void> {
  for (const { row } of batch) {
    const unused = byId.get(row.id)?.unusedKeyId
    if (!unused) continue
    await discardDataKey(ctx, row.organizationId, unused).catch((err: unknown) =>
      ctx.log.warn({ err, organizationId: row.organizationId }, 'a data key that seals nothing stays'),
    )
  }
}
