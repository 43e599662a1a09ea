/** Lists the checks of sessions. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import type { Check } from './check.ts'
import { listSessionChecks } from './queries.ts'

/** Every check of the session, oldest first. */
export function listChecks(ctx: TxContext, organizationId: OrganizationId, sessionId: SessionId): Promise<Check[]> {
  return listSessionChecks(ctx.db, organizationId, sessionId)
}
