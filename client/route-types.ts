/** Reads the types of a route's parts out of the generated schema. */
import type { paths } from './schema.d.ts'

type Operation<P extends keyof paths, M extends keyof paths[P]> = NonNullable<paths[P][M]>

/** The JSON that the route takes. */
export type Body<P extends keyof paths, M extends keyof paths[P]> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer B } } } ? B : never

/** The query that the route takes. */
export type Query<P extends keyof paths, M extends keyof paths[P]> =
  Operation<P, M> extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never

/** The JSON that the route answers with a status, 200 unless named. */
export type Answer<P extends keyof paths, M extends keyof paths[P], S extends number = 200> =
  Operation<P, M> extends { responses: Record<S, { content: { 'application/json': infer A } }> } ? A : never
