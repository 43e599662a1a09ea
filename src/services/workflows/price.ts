/** What one session of a workflow costs. */
import type { Context } from '../../context.ts'
import type { StoredStep } from '../../db/tables.ts'
import { findKind } from '../../steps/registry.ts'
import type { EnvironmentActor } from '../actor.ts'
import { listPrices, sumPrices } from '../billing/prices.ts'

/** Tokens at the list prices of this moment, each step once; the sandbox is free, and so is what cannot run here. */
export function tokensPerSession(
  ctx: Pick<Context, 'config'>,
  actor: EnvironmentActor,
  steps: readonly StoredStep[],
): number {
  if (actor.environment === 'sandbox') return 0
  const runnable = steps.map(({ id }) => id).filter((id) => findKind(id) !== undefined)
  return sumPrices(listPrices(ctx, [...new Set(runnable)]))
}
