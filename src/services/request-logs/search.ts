/** Finds the rows of a page of the log, whatever it is narrowed to, and reads a bounded number of them. */
import type { Db } from '../../db/database.ts'
import { leastOrderedId, orderedIdMs, type RequestLogId } from '../../lib/ids.ts'
import {
  findLastHourWith,
  findWalkEnd,
  listRequestLogRows,
  type RequestLogFilter,
  type RequestLogRow,
} from './queries.ts'

const HOUR_MS = 3_600_000
/** Rows that one walk looks at. */
const MAX_WALKED = 5000
/** Walks of one page; between them the hours are passed over in which nothing fits. */
const MAX_WALKS = 3

export interface FoundLogs {
  /** At most as many as were wanted, newest first. */
  readonly rows: readonly RequestLogRow[]
  /** Where the search rested, with older rows still unseen; undefined when it came to the end or found enough. */
  readonly restsAt: RequestLogId | undefined
}

/**
 * At most `most` rows that fit, newest first, beginning behind `after`. `sumsSince` is the moment from which on the
 * hourly sums are known to hold every logged request; undefined when they may not.
 */
export async function searchRequestLogs(
  db: Db,
  filter: RequestLogFilter,
  page: { readonly after: RequestLogId | undefined; readonly most: number; readonly sumsSince: Date | undefined },
): Promise<FoundLogs> {
  const rows: RequestLogRow[] = []
  let place = least(page.after, filter.beforeId)
  for (let walks = 0; walks < MAX_WALKS; walks++) {
    if (page.sumsSince && isSummed(filter)) {
      const hour = await findLastHourWith(db, filter, toHours(filter, place, page.sumsSince))
      if (!hour) return { rows, restsAt: undefined }
      place = least(place, leastOrderedId(hour.getTime() + HOUR_MS))
    }
    const walk = { after: place, most: page.most - rows.length, walked: MAX_WALKED }
    rows.push(...(await listRequestLogRows(db, filter, walk)))
    if (rows.length === page.most) return { rows, restsAt: undefined }
    place = await findWalkEnd(db, filter, walk)
    if (!place) return { rows, restsAt: undefined }
  }
  return { rows, restsAt: place }
}

/** Whether the sums know what is asked for. A request id or a session names so few rows that nobody need ask them. */
function isSummed({ method, apiKeyId, route, statusFrom, requestId, sessionId }: RequestLogFilter): boolean {
  const isNamed = requestId !== undefined || sessionId !== undefined
  return !isNamed && [method, apiKeyId, route, statusFrom].some((value) => value !== undefined)
}

/** The hours in which a row behind `place` may be. */
function toHours({ leastId }: RequestLogFilter, place: RequestLogId | undefined, sumsSince: Date) {
  const fromMs = Math.max(sumsSince.getTime(), leastId === undefined ? 0 : orderedIdMs(leastId))
  const from = new Date(Math.floor(fromMs / HOUR_MS) * HOUR_MS)
  return { from, to: place && new Date(orderedIdMs(place)) }
}

function least(one: RequestLogId | undefined, other: RequestLogId | undefined): RequestLogId | undefined {
  return one !== undefined && (other === undefined || one < other) ? one : other
}
