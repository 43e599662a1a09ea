/** What things cost, from configuration. */
import type { Context } from '../../context.ts'
import { assert } from '../../lib/errors.ts'

/** Tokens for one use of a step or direct check. */
export function priceOf(ctx: Pick<Context, 'config'>, name: string): number {
  const price = ctx.config.billing.prices[name]
  assert(price !== undefined, `a price for ${name}`)
  return price
}

/** Tokens for all steps of a session. */
export function priceOfSteps(ctx: Pick<Context, 'config'>, steps: ReadonlyArray<{ readonly id: string }>): number {
  return steps.reduce((sum, step) => sum + priceOf(ctx, step.id), 0)
}
