/** The one catalogue of errors: every code a caller can meet, with its HTTP status and default words. */

interface ErrorKind {
  /** HTTP status the code answers with. */
  readonly status: number
  /** Safe, general sentence for the caller; a thrower may give a more exact one. */
  readonly title: string
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean
}

export const ERROR_CATALOGUE = {
  unauthenticated: { status: 401, title: 'Invalid or missing API key', retryable: false },
  signed_out: { status: 401, title: 'Sign in to go on', retryable: false },
  sign_in_refused: { status: 401, title: 'E-mail or password is wrong.', retryable: false },
  hosted_link_invalid: { status: 401, title: 'This verification link is not valid', retryable: false },
  balance_insufficient: { status: 402, title: 'Insufficient token balance', retryable: false },
  access_denied: { status: 403, title: 'This API key has no access to the requested resource', retryable: false },
  scope_missing: { status: 403, title: 'The scope that the request needs is missing', retryable: false },
  sign_up_refused: { status: 403, title: 'This e-mail address cannot sign up here', retryable: false },
  proof_refused: { status: 403, title: 'The password or the code is wrong', retryable: false },
  two_factor_required: { status: 403, title: 'Two-factor sign-in is asked for', retryable: false },
  step_up_required: { status: 403, title: 'Confirm that it is you before you go on', retryable: false },
  cross_site_refused: { status: 403, title: 'The request does not come from a page of this server', retryable: false },
  signature_invalid: { status: 403, title: 'The signed URL is not valid or has expired', retryable: false },
  not_found: { status: 404, title: 'The requested resource does not exist', retryable: false },
  not_implemented: { status: 404, title: 'This installation does not implement the operation', retryable: false },
  run_not_found: { status: 404, title: 'This session has no workflow execution', retryable: false },
  step_not_found: { status: 404, title: 'This workflow has no such step', retryable: false },
  run_ended: {
    status: 409,
    title: 'Session has already been started or is no longer runnable',
    retryable: false,
  },
  step_out_of_order: { status: 409, title: 'Workflow step is out of order', retryable: false },
  step_running: { status: 409, title: 'This workflow step is being judged', retryable: true },
  step_not_started: { status: 409, title: 'This workflow step has not been started', retryable: false },
  step_not_ready: { status: 409, title: 'The result of this workflow step is not ready', retryable: true },
  conflict: { status: 409, title: 'The resource is in a state that does not allow this', retryable: false },
  sms_not_configured: { status: 409, title: 'This installation sends no text messages', retryable: false },
  mail_not_configured: { status: 409, title: 'This installation sends no mail', retryable: false },
  organization_closing: { status: 409, title: 'The organization is to be deleted', retryable: false },
  idempotency_running: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    retryable: true,
  },
  session_expired: { status: 410, title: 'This session has expired', retryable: false },
  evidence_erased: { status: 410, title: 'This picture was erased', retryable: false },
  hosted_link_used: { status: 410, title: 'This verification link was already opened', retryable: false },
  hosted_link_ended: { status: 410, title: 'This verification link was replaced by a newer one', retryable: false },
  hosted_link_closed: {
    status: 410,
    title: 'The organization takes no more verifications',
    retryable: false,
  },
  invitation_over: { status: 410, title: 'This invitation ran out, was revoked or was accepted', retryable: false },
  reset_link_invalid: {
    status: 410,
    title: 'This link was used or is too old. Ask for another one.',
    retryable: false,
  },
  validation_failed: { status: 400, title: 'The request is not valid', retryable: false },
  body_malformed: { status: 400, title: 'The request body is not valid JSON', retryable: false },
  upload_invalid: { status: 400, title: 'A file key is not one of this session', retryable: false },
  upload_slot_invalid: {
    status: 400,
    title: 'Upload slot is not required by the current workflow step',
    retryable: false,
  },
  steps_not_runnable: { status: 400, title: 'Invalid workflow step', retryable: false },
  image_invalid: { status: 400, title: 'The image cannot be read', retryable: false },
  upload_quota_exceeded: { status: 413, title: 'There is no room for this file', retryable: false },
  body_too_large: { status: 413, title: 'The request body is too large', retryable: false },
  media_unsupported: { status: 415, title: 'The content type of the request is not supported', retryable: false },
  idempotency_mismatch: {
    status: 422,
    title: 'This Idempotency-Key was used before with another request body',
    retryable: false,
  },
  rate_limited: { status: 429, title: 'Rate limit exceeded', retryable: true },
  quota_exceeded: { status: 429, title: 'Daily quota exceeded', retryable: true },
  internal_error: { status: 500, title: 'Something went wrong on our side', retryable: true },
  check_failed: { status: 503, title: 'The check could not be completed', retryable: true },
  checks_busy: { status: 503, title: 'Too many checks are waiting', retryable: true },
  deadline_passed: { status: 503, title: 'The check did not finish in time', retryable: true },
  server_busy: { status: 503, title: 'The server has more to do than it can take', retryable: true },
  audit_unavailable: { status: 503, title: 'The read cannot be put on record', retryable: true },
  scanner_unavailable: { status: 503, title: 'The file cannot be scanned for malware', retryable: true },
  files_unavailable: { status: 503, title: 'Files cannot be stored or read at present', retryable: true },
  file_lost: { status: 503, title: 'A stored file cannot be read at present', retryable: true },
  database_unavailable: { status: 503, title: 'The database is not reachable', retryable: true },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof ERROR_CATALOGUE

/** One bad field of a request: where it is and what would be right. */
export interface Hint {
  /** Machine word for the problem, e.g. `invalid_format`. */
  readonly code: string
  /** Path of the field in the request, outermost first. */
  readonly path: ReadonlyArray<string | number>
  /** What would be right, for the caller. */
  readonly message: string
}

interface ErrorOptions {
  /** Replaces the catalogue's title; safe for the caller. */
  readonly message?: string
  readonly hints?: readonly Hint[]
  /** Extra top-level members of the answer, e.g. `current_step`. */
  readonly details?: Readonly<Record<string, unknown>>
  /** For us, never for the caller. */
  readonly cause?: unknown
}

/** The only error class of the server: we could not do what was asked, for a reason with a code. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly hints: readonly Hint[] | undefined
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(options.message ?? ERROR_CATALOGUE[code].title, { cause: options.cause })
    this.code = code
    this.hints = options.hints
    this.details = options.details
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status
  }
}

/** A validation error about one field; `expected` says what would be right. */
export function invalidField(path: string | ReadonlyArray<string | number>, expected: string): AppError {
  const fields = typeof path === 'string' ? [path] : path
  const hints = [{ code: 'invalid_value', path: fields, message: expected }]
  return new AppError('validation_failed', { message: `${fields.join('.')}: ${expected}`, hints })
}

/** Fails the current request or job on a programmer's error; never used for bad input. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${why}`)
}
