/** Finds out whether an organization has used the API. */
import type { TxContext } from '../../context.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { findLatestUse } from './queries.ts'

/** When a key of the actor's environment was used last; undefined when none ever was. */
export async function findLastUse(ctx: TxContext, actor: EnvironmentActor): Promise<Date | undefined> {
  requireScope(actor, 'keys:read')
  return findLatestUse(ctx.db, actor.organizationId, actor.environment)
}
