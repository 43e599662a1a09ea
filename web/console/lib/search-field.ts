/** Fields of addresses. `zod/mini` is the same library without the methods, which the console's first load would carry for them alone. */
import * as z from 'zod/mini'

/** What cannot be read is as if it were not there. */
export function optionalField<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined)
}

/** Any text. The router reads a value of digits as a number: `?status=404`. */
export const textField = optionalField(z.union([z.string(), z.pipe(z.number(), z.transform(String))]))
