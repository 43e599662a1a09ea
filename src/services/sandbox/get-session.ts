/** Retrieves a session; in the sandbox there are also the contract's fixtures. */
import type { TxContext } from '../../context.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { getSession, type RetrievedSession } from '../sessions/get.ts'
import { findFixtureSession } from './session-fixtures.ts'

/** Throws what `getSession` does. */
export async function getSessionOrFixture(
  ctx: TxContext,
  actor: EnvironmentActor,
  id: string,
): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:read')
  return findFixtureSession(actor, id) ?? getSession(ctx, actor, id)
}
