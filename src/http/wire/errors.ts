/** Schemas of error answers, for openapi.json. */
import * as z from 'zod'
import { ERROR_CATALOGUE, type ErrorCode } from '../../lib/errors.ts'
import { named } from './named.ts'

const hint = named(
  'Hint',
  z.object({
    code: z.string().describe('Machine word for the problem, such as invalid_format'),
    path: z.array(z.union([z.string(), z.number()])).describe('Where the field is in the request, outermost first'),
    message: z.string().describe('What would be right'),
  }),
  { description: 'One bad field of a request.' },
)

const errorBody = named(
  'Error',
  z.looseObject({
    detail: z.string().describe('The text, for people; it may change'),
    message: z.string().describe('The same text'),
    error: z.string().describe('The same text'),
    code: z.string().describe('Stable word for programs, one of docs/errors.md'),
    request_id: z.string().describe('Finds the request in the log'),
    hints: z
      .array(hint)
      .optional()
      .describe('One for each bad field; only with code validation_failed or image_invalid'),
  }),
  {
    description: 'Every error but 401. Further members, such as current_status, tell what the code is about.',
  },
)

const unauthenticatedBody = named('Unauthenticated', z.object({ detail: z.literal('Invalid or missing API key') }), {
  description: 'The one answer to a key that is missing, unknown, revoked or expired.',
})

/** The answers that every route with a key can give, and the further ones named. */
export function errorResponses<S extends number>(...statuses: readonly S[]) {
  const further = Object.fromEntries(statuses.map((status) => [status, errorBody])) as Record<S, typeof errorBody>
  return { 401: unauthenticatedBody, 403: errorBody, 429: errorBody, 500: errorBody, 503: errorBody, ...further }
}

/** Error answers of routes that need no key. */
export function openErrorResponses<S extends number>(...statuses: readonly S[]) {
  return Object.fromEntries(statuses.map((status) => [status, errorBody])) as Record<S, typeof errorBody>
}

/** What the answers of one status have in common. */
interface ErrorAnswer {
  /** Of the component in openapi.json. */
  readonly name: string
  readonly description: string
  readonly example: z.infer<typeof errorBody> | z.infer<typeof unauthenticatedBody>
}

/**
 * By the status. One that a route declares and this list lacks has no description in openapi.json, which
 * `npm run verify` refuses.
 */
export const ERROR_ANSWERS: Readonly<Record<string, ErrorAnswer>> = {
  400: {
    name: 'BadRequest',
    description: 'The request cannot be taken as it is: `hints` names every bad field. Nothing was done or charged.',
    example: {
      ...exampleOf('validation_failed', 'phone: must be E.164: a plus sign and 10 to 15 digits'),
      hints: [
        { code: 'invalid_format', path: ['phone'], message: 'must be E.164: a plus sign and 10 to 15 digits' },
        { code: 'invalid_type', path: ['email'], message: 'is required' },
      ],
    },
  },
  401: {
    name: 'BadKey',
    description: 'The key is missing, unknown, revoked or expired.',
    example: { detail: 'Invalid or missing API key' },
  },
  402: {
    name: 'InsufficientBalance',
    description: 'The tokens of the organization do not cover the price. Nothing was begun or charged.',
    example: exampleOf('balance_insufficient'),
  },
  403: {
    name: 'AccessDenied',
    description:
      'The key lacks the scope, may not be used from this address, or the resource is another organization’s or of the ' +
      'other environment. For a signed URL: its signature does not fit, or its time is over.',
    example: exampleOf('access_denied'),
  },
  404: {
    name: 'NotFound',
    description: 'There is no resource with this id.',
    example: exampleOf('not_found'),
  },
  409: {
    name: 'Conflict',
    description:
      'The resource is in a state that rules this out, or the first request with this Idempotency-Key is still running.',
    example: exampleOf('conflict'),
  },
  410: {
    name: 'Gone',
    description: 'The resource has ended or was erased.',
    example: exampleOf('session_expired'),
  },
  413: {
    name: 'BodyTooLarge',
    description: 'The body, or a picture in it, is larger than allowed.',
    example: exampleOf('body_too_large'),
  },
  415: {
    name: 'MediaUnsupported',
    description: 'The content type of the body is not one that this route takes.',
    example: exampleOf('media_unsupported'),
  },
  422: {
    name: 'IdempotencyMismatch',
    description: 'The Idempotency-Key was used before with another body.',
    example: exampleOf('idempotency_mismatch'),
  },
  429: {
    name: 'RateLimited',
    description: 'Too many requests this second or this day. Wait for the seconds in `Retry-After`.',
    example: exampleOf('rate_limited'),
  },
  500: {
    name: 'InternalError',
    description: 'The server met a case that it did not foresee. Try again later.',
    example: exampleOf('internal_error'),
  },
  503: {
    name: 'Unavailable',
    description:
      'The database or the store of files is away, so many checks are waiting that this one would not end in time, or it did not. ' +
      'Nothing was charged; try again after the seconds in `Retry-After`.',
    example: exampleOf('deadline_passed'),
  },
}

function exampleOf(code: ErrorCode, text: string = ERROR_CATALOGUE[code].title): z.infer<typeof errorBody> {
  return { detail: text, message: text, error: text, code, request_id: '0199c1a2-7b1e-7c44-9d0b-6f1f6a1c2d3e' }
}
