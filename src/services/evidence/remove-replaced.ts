/** Removes files that an applicant replaced before a step was submitted with them. */
import { type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { takeFromTotal } from './quota-queries.ts'
import { deleteReplaced, listReplaced, listSessionsWithReplaced } from './replace-queries.ts'

const BATCH = 500

/**
 * Removes the replaced files of a session, after the transaction that replaced them. The bytes go first: after a crash
 * the row still says where they are, and the job comes for it.
 */
export async function removeReplaced(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessionId: SessionId,
): Promise<void> {
  const files = await listReplaced(ctx.db, organizationId, sessionId, BATCH)
  if (files.length === 0) return
  for (const { blobKey } of files) await ctx.blobs.delete(blobKey)
  const ids = files.map(({ id }) => id)
  await withTransaction(ctx, async (tx) => {
    await takeFromTotal(tx.db, organizationId, await deleteReplaced(tx.db, organizationId, ids))
  })
}

/** The same for every session that has some left; answers how many sessions had. */
export async function removeAllReplaced(ctx: TxContext): Promise<number> {
  for (let cleared = 0; ; ) {
    const sessions = await acrossOrganizations(() => listSessionsWithReplaced(ctx.db, BATCH))
    for (const { organizationId, sessionId } of sessions) {
      await withinOrganization(organizationId, () => removeReplaced(ctx, organizationId, sessionId))
    }
    cleared += sessions.length
    if (sessions.length < BATCH) return cleared
  }
}
