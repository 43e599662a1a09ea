/** Exports the sessions of a search, as far as the member may see them. */
import type { TxContext } from '../../../context.ts'
import type { MemberActor } from '../../actor.ts'
import { seesApplicants } from '../../applicants/mask.ts'
import { recordExport } from '../../audit/export.ts'
import { type FoundSession, toFoundSession } from './found-session.ts'
import { openSearch, type SessionChoice } from './open-search.ts'
import type { Place } from './walks.ts'

/** An export ends here, with the newest: what is older is reached by an earlier end of its time. */
export const MAX_EXPORTED = 100_000
const ROWS_PER_READ = 1_000

/**
 * All sessions of the choice, newest first, read as they are asked for. Refuses like `openSearch`, before the first.
 * Audited, without the text that was looked for.
 */
export async function exportSessions(
  ctx: TxContext,
  actor: MemberActor,
  choice: SessionChoice,
): Promise<AsyncIterable<FoundSession>> {
  const search = await openSearch(ctx, actor, choice)
  const untold = ['text', 'externalId']
  const details = { masked: !seesApplicants(actor) }
  return recordExport(ctx, actor, { action: 'session.export', filters: { ...choice }, untold, details }, readAll())

  async function* readAll(): AsyncGenerator<FoundSession> {
    let after: Place | undefined
    for (let left = MAX_EXPORTED; left > 0; left -= ROWS_PER_READ) {
      const rows = await search.list({ after, most: Math.min(left, ROWS_PER_READ) })
      for (const row of rows) yield toFoundSession(ctx, actor, row)
      after = rows.at(-1)
      if (rows.length < ROWS_PER_READ) return
    }
  }
}
