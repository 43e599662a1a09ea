/** Keeps the store of files free of what nobody knows any more. */
import type { Context } from '../../context.ts'
import { removeOrphans } from '../evidence/remove-orphans.ts'
import { findStoreDifference } from './difference.ts'

/**
 * Removes orphans, in a store that is proven to be this installation's: in another one every file would look like an orphan.
 * Answers how many.
 */
export async function sweepFiles(ctx: Context): Promise<number> {
  const difference = await findStoreDifference(ctx)
  if (difference !== undefined) {
    ctx.log.error({ difference }, 'files are not swept')
    return 0
  }
  const removed = await removeOrphans(ctx)
  if (removed > 0) ctx.log.warn({ removed }, 'files that no row names were removed')
  return removed
}
