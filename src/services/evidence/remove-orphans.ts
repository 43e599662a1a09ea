/** Removes files from the store that no row names: what crashes left over is somebody's picture all the same. */
import type { BlobEntry } from '../../blobs/blob-store.ts'
import type { Context } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { listNamedKeys } from './orphan-queries.ts'

/** Much longer than a file is stored before the row that names it. */
const ORPHAN_AGE_MS = 24 * 3_600_000
/** As `newBlobKey` makes them; whatever else lies in the store is not ours to remove. */
const KEY_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9A-Za-z]{8}$/

/**
 * Removes the files of the store, and what broken writes left, that are older than a day and that no row names; answers how
 * many. The caller has made sure that the store is this installation's.
 */
export async function removeOrphans(ctx: Context): Promise<number> {
  const before = new Date(ctx.clock.nowMs() - ORPHAN_AGE_MS)
  let removed = await ctx.blobs.removePartials(before)
  for await (const batch of ctx.blobs.list()) {
    for (const key of await findOrphans(ctx, batch, before)) {
      await ctx.blobs.delete(key)
      removed += 1
    }
  }
  return removed
}

async function findOrphans(ctx: Context, batch: readonly BlobEntry[], before: Date): Promise<string[]> {
  const old = batch.filter(({ key, storedAt }) => storedAt < before && KEY_FORM.test(key)).map(({ key }) => key)
  if (old.length === 0) return []
  const named = new Set(await acrossOrganizations(() => listNamedKeys(ctx.db, old)))
  return old.filter((key) => !named.has(key))
}
