/** Schemas of error answers, for openapi.json. */
import * as z from 'zod'

const hint = z.object({
  code: z.string(),
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
})

const errorBody = z
  .object({
    detail: z.string(),
    message: z.string(),
    error: z.string(),
    code: z.string().describe('One of docs/errors.md'),
    request_id: z.string(),
    hints: z.array(hint).optional().describe('One for each bad field'),
  })
  .loose()
  .meta({ id: 'Error', description: 'detail, message and error hold the same text' })

const unauthenticatedBody = z
  .object({ detail: z.literal('Invalid or missing API key') })
  .meta({ id: 'Unauthenticated' })

/** The answers that every route with a key can give, and the further ones named. */
export function errorResponses<S extends number>(...statuses: readonly S[]) {
  const further = Object.fromEntries(statuses.map((status) => [status, errorBody])) as Record<S, typeof errorBody>
  return { 401: unauthenticatedBody, 403: errorBody, 429: errorBody, 500: errorBody, 503: errorBody, ...further }
}

/** Error answers of routes that need no key. */
export function openErrorResponses<S extends number>(...statuses: readonly S[]) {
  return Object.fromEntries(statuses.map((status) => [status, errorBody])) as Record<S, typeof errorBody>
}
