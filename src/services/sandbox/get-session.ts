/** Retrieves a session; in the sandbox there are also the contract's fixtures. */
import type { TxContext } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import { isUuid } from '../../lib/ids.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { isFixtureId } from '../fixture-ids.ts'
import { getSession } from '../sessions/get.ts'
import { toVisibleSession } from '../sessions/mask.ts'
import type { RetrievedSession } from '../sessions/retrieved-session.ts'
import { findFixtureSession } from './session-fixtures.ts'

/** Throws what `getSession` does, and `validation_failed` for a live key's id that is no UUID. */
export async function getSessionOrFixture(
  ctx: TxContext,
  actor: EnvironmentActor,
  id: string,
): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:read')
  const fixture = findFixtureSession(actor, id)
  if (fixture) return toVisibleSession(actor, fixture)
  if (!isUuid(id) && !isFixtureId(id)) throw invalidField('id', 'must be a UUID')
  return getSession(ctx, actor, id)
}
