/** Retrieves a session; in the sandbox there are also the contract's fixtures. */
import type { TxContext } from '../../context.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { getSession } from '../sessions/get.ts'
import { toVisibleSession } from '../sessions/mask.ts'
import type { RetrievedSession } from '../sessions/retrieved-session.ts'
import { findFixtureSession } from './session-fixtures.ts'

/** Throws what `getSession` does. */
export async function getSessionOrFixture(
  ctx: TxContext,
  actor: EnvironmentActor,
  id: string,
): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:read')
  const fixture = findFixtureSession(actor, id)
  return fixture ? toVisibleSession(actor, fixture) : getSession(ctx, actor, id)
}
