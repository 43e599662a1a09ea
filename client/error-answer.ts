/** Turns an answer that is not a success into its error. */
import type { HttpAnswer } from './attempt.ts'
import { parseRetryAfter } from './backoff.ts'
import {
  AccessDeniedError,
  AuthenticationError,
  ConflictError,
  type ErrorFacts,
  type Hint,
  InsufficientBalanceError,
  NotFoundError,
  OpenIdvError,
  RateLimitError,
  ServiceUnavailableError,
  ValidationError,
} from './errors.ts'

/** The error of an answer whose status is not 2xx. Takes any body: a proxy in between answers as it likes. */
export function toAnswerError(answer: HttpAnswer, nowMs: number): OpenIdvError {
  const { status } = answer
  const body = parseRecord(answer.text)
  const facts = toFacts(answer, body, nowMs)
  if (status >= 500) return new ServiceUnavailableError(facts)
  switch (status) {
    case 401:
      return new AuthenticationError(facts)
    case 402:
      return new InsufficientBalanceError(facts)
    case 403:
      return new AccessDeniedError(facts)
    case 404:
    case 410:
      return new NotFoundError(facts)
    case 409:
    case 422:
      return new ConflictError(facts)
    case 429:
      return new RateLimitError(facts, listOf(body.violated_policies).filter(isText))
    default:
      return status >= 400 ? new ValidationError(facts, listOf(body.hints).filter(isHint)) : new OpenIdvError(facts)
  }
}

/** Members of an error body that have a place of their own in the error. */
const PLACED = new Set(['detail', 'message', 'error', 'code', 'request_id', 'hints', 'violated_policies'])

function toFacts(answer: HttpAnswer, body: Readonly<Record<string, unknown>>, nowMs: number): ErrorFacts {
  const { status, headers, requestId } = answer
  const text = [body.message, body.detail].find(isText)
  const exactMs = body.retry_after_ms
  return {
    // The contract's 401 has no code in its body.
    code: isText(body.code) ? body.code : status === 401 ? 'unauthenticated' : 'answer_unexpected',
    message: text ?? `The server answered ${status}`,
    requestId: headers.get('x-request-id') ?? requestId,
    status,
    retryAfterMs: typeof exactMs === 'number' ? exactMs : parseRetryAfter(headers.get('retry-after'), nowMs),
    details: Object.fromEntries(Object.entries(body).filter(([name]) => !PLACED.has(name))),
  }
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    // Not JSON: the status alone must do.
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isHint(value: unknown): value is Hint {
  return isRecord(value) && isText(value.code) && isText(value.message) && Array.isArray(value.path)
}
