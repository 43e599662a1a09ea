/** Gives the bodies of requests and answers their names, words and examples in openapi.json. */
import type * as z from 'zod'

interface About<S extends z.ZodType> {
  /** One full sentence: what it is, and what its reader must know. */
  readonly description: string
  /** As it is on the wire; left out for parts that only stand inside others. */
  readonly example?: z.input<S>
}

/**
 * The schema under its name of the contract, such as `SessionRecord`: a component that routes share. Every body of a
 * request and every answer of success needs one with an example; `scripts/lint-openapi.ts` looks for them. Each name
 * is given once.
 */
export function named<S extends z.ZodType>(id: string, schema: S, { description, example }: About<S>): S {
  return schema.meta({ id, description, ...(example !== undefined && { example }) } as never)
}
