/** What a call can fail with: one class for each way in which a program would react. None holds the API key. */

/** One bad field of a request: where it is, and what would be right. */
export interface Hint {
  readonly code: string
  /** Outermost first. */
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

export interface ErrorFacts {
  /** Stable word for programs; the server's are listed in docs/errors.md. */
  readonly code: string
  readonly message: string
  /** Finds the request in the server's log; the same for all attempts of a call. */
  readonly requestId: string
  /** HTTP status; left out when there was no answer. */
  readonly status?: number
  /** What the server asked to wait. */
  readonly retryAfterMs?: number | undefined
  /** Further members of the answer, such as `current_status`. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** What all errors of the client are; of this class itself are answers that the API never gives (`answer_unexpected`). */
export class OpenIdvError extends Error {
  override readonly name: string = 'OpenIdvError'
  readonly code: string
  readonly requestId: string
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor({ code, message, requestId, status, retryAfterMs, details = {} }: ErrorFacts) {
    super(message)
    this.code = code
    this.requestId = requestId
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.details = details
  }
}

/** 401: the API key is missing, wrong, expired, revoked or was regenerated. */
export class AuthenticationError extends OpenIdvError {
  override readonly name = 'AuthenticationError'
}

/** 402: the organization has too few tokens; nothing was begun. */
export class InsufficientBalanceError extends OpenIdvError {
  override readonly name = 'InsufficientBalanceError'
}

/** 403: the key may not do this, from here, or not with this resource. */
export class AccessDeniedError extends OpenIdvError {
  override readonly name = 'AccessDeniedError'
}

/** 404 and 410: there is no such resource, or not any more. */
export class NotFoundError extends OpenIdvError {
  override readonly name = 'NotFoundError'
}

/** 400 and the other statuses of 4xx without a class of their own: the request must change before it can succeed. */
export class ValidationError extends OpenIdvError {
  override readonly name = 'ValidationError'
  /** One for each bad field; empty when the request is wrong as a whole. */
  readonly hints: readonly Hint[]

  constructor(facts: ErrorFacts, hints: readonly Hint[]) {
    super(facts)
    this.hints = hints
  }
}

/** 409 and 422: the resource is in another state, or the idempotency key belongs to another request. */
export class ConflictError extends OpenIdvError {
  override readonly name = 'ConflictError'
}

/** 429, after the retries: the organization sends too fast, or its day is used up (`quota_exceeded`). */
export class RateLimitError extends OpenIdvError {
  override readonly name = 'RateLimitError'
  /** The limits that were hit: `second`, `burst`, `day`. */
  readonly violatedPolicies: readonly string[]

  constructor(facts: ErrorFacts, violatedPolicies: readonly string[]) {
    super(facts)
    this.violatedPolicies = violatedPolicies
  }
}

/** 5xx, after the retries. */
export class ServiceUnavailableError extends OpenIdvError {
  override readonly name = 'ServiceUnavailableError'
}

/** The server could not be reached, or the connection broke before the answer was whole, after the retries. */
export class NetworkError extends OpenIdvError {
  override readonly name = 'NetworkError'
}

/** No attempt was answered in time. A POST may still have been done: repeat it with the same idempotency key. */
export class TimeoutError extends OpenIdvError {
  override readonly name = 'TimeoutError'
}
