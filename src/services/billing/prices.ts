/** What things cost, from configuration. */
import type { Context } from '../../context.ts'
import { assert } from '../../lib/errors.ts'
import { LIST_PRICES } from '../../steps/prices.ts'

/** Tokens by price name: a step id, or the kind of a direct check. */
export type Prices = Readonly<Record<string, number>>

/** The list prices of these names, each given once, as they are at this moment. */
export function listPrices(ctx: Pick<Context, 'config'>, names: readonly string[]): Prices {
  assert(new Set(names).size === names.length, 'no name is priced twice')
  const prices = { ...LIST_PRICES, ...ctx.config.billing.prices }
  return Object.fromEntries(names.map((name) => [name, priceOf(prices, name)]))
}

/** Tokens for one of each. */
export function sumPrices(prices: Prices): number {
  return Object.values(prices).reduce((sum, price) => sum + price, 0)
}

/** The price of one name in a list; names without a price are a programmer's error. */
export function priceOf(prices: Prices, name: string): number {
  const price = prices[name]
  assert(price !== undefined, `a price for ${name}`)
  return price
}
