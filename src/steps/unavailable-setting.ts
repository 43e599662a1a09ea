/** A setting of the contract whose feature this installation does not have. */
import * as z from 'zod'
import { named } from './setting-words.ts'

/** Its off value is accepted and filled in, any other one is refused with the reason. */
export function only<T extends string | boolean>(value: T, title: string, lack: string) {
  const schema = z.literal(value, `${lack} This installation accepts ${JSON.stringify(value)} only.`).default(value)
  return named(schema, { title, unavailable: lack })
}
