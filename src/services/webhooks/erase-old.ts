/** Erases deliveries when they need not be looked at any more. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { deleteOldDeliveries } from './sending-queries.ts'

const LIFE_MS = 30 * 86_400_000
const BATCH = 1000

/** Those that were made 30 days ago and do not wait; answers how many. */
export async function eraseOldDeliveries(ctx: TxContext): Promise<number> {
  const before = new Date(ctx.clock.nowMs() - LIFE_MS)
  for (let erased = 0; ; ) {
    const count = await acrossOrganizations(() => deleteOldDeliveries(ctx.db, before, BATCH))
    erased += count
    if (count < BATCH) return erased
  }
}
