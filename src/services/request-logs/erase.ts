/** Erases the log of requests and the sums of it when their retention ends. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { leastOrderedId, type RequestLogId } from '../../lib/ids.ts'
import { deleteHintsBefore } from './hints-queries.ts'
import { deleteLogsBefore, deleteSecondsBefore, deleteSumsBefore, SUM_TABLES } from './queries.ts'

const DAY_MS = 86_400_000
/** Only the charts of an hour and of a day are made of minutes. */
const MINUTES_LIFE_MS = 2 * DAY_MS
/** Within it, every node has written what it knows of a second. */
const SECONDS_LIFE_MS = 3_600_000
const BATCH = 5000

/** Erases what is older than the configuration keeps, in statements of `batch` rows; answers how many rows. */
export function eraseRequests(ctx: TxContext, batch = BATCH): Promise<number> {
  return acrossOrganizations(() => eraseEnded(ctx, batch))
}

async function eraseEnded(ctx: TxContext, batch: number): Promise<number> {
  const { db, clock, config } = ctx
  const { logDays, usageDays } = config.requests
  const nowMs = clock.nowMs()
  const before = (ms: number) => new Date(nowMs - ms)
  const leastId = leastOrderedId<RequestLogId>(nowMs - logDays * DAY_MS)
  const minutes = { span: 'minute', before: before(MINUTES_LIFE_MS) } as const
  const hours = { span: 'hour', before: before(usageDays * DAY_MS) } as const

  let erased = await eraseInBatches(batch, (most) => deleteLogsBefore(db, leastId, most))
  erased += await eraseInBatches(batch, (most) => deleteHintsBefore(db, leastId, most))
  erased += await eraseInBatches(batch, (most) => deleteSecondsBefore(db, before(SECONDS_LIFE_MS), most))
  for (const table of SUM_TABLES) {
    for (const sums of [minutes, hours]) {
      erased += await eraseInBatches(batch, (most) => deleteSumsBefore(db, table, sums, most))
    }
  }
  return erased
}

async function eraseInBatches(batch: number, erase: (most: number) => Promise<number>): Promise<number> {
  for (let erased = 0; ; ) {
    const count = await erase(batch)
    erased += count
    if (count < batch) return erased
  }
}
