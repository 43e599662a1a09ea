/** Lists the checks of sessions. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import type { Check } from './check.ts'
import { listChecksOfSessions, listSessionChecks } from './queries.ts'

/** Every check of the session, oldest first. */
export function listChecks(ctx: TxContext, organizationId: OrganizationId, sessionId: SessionId): Promise<Check[]> {
  return listSessionChecks(ctx.db, organizationId, sessionId)
}

/** The checks of many sessions, by session. */
export async function listChecksBySession(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessionIds: readonly SessionId[],
): Promise<Map<SessionId, Check[]>> {
  const checks = new Map<SessionId, Check[]>(sessionIds.map((id) => [id, []]))
  if (sessionIds.length === 0) return checks
  for (const check of await listChecksOfSessions(ctx.db, organizationId, sessionIds)) {
    if (check.sessionId) checks.get(check.sessionId)?.push(check)
  }
  return checks
}
