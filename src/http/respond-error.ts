/** The only place that turns an error into an answer. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseUnavailable } from '../db/transaction.ts'
import { AppError, type ErrorCode } from '../lib/errors.ts'
import { namePath } from './contract-operations.ts'
import { closeUnlessRead } from './early-answer.ts'
import { type RunnerSubject, toRunnerCode } from './wire/runner-codes.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on routes of the runner, whose clients read upper-case words; names what a plain `not_found` is about. */
    upperCaseCodes?: RunnerSubject
  }
}

/** What Fastify and its plugins throw, in our words. */
const FOREIGN_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_REQ_FILE_TOO_LARGE: 'body_too_large',
  FST_FILES_LIMIT: 'body_too_large',
  FST_FIELDS_LIMIT: 'body_too_large',
  FST_PARTS_LIMIT: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_unsupported',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media_unsupported',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_malformed',
  FST_ERR_BAD_URL: 'not_found',
  // The system's own words for a disk or handles that ran out.
  ENOSPC: 'server_busy',
  EDQUOT: 'server_busy',
  EROFS: 'server_busy',
  EMFILE: 'server_busy',
  ENFILE: 'server_busy',
}

/** Of an answer that something is away or full, where nobody knows better. */
const RETRY_AFTER_SECONDS = 5

/** Answers an error that was thrown anywhere. What we did not foresee answers `internal_error` and nothing else. */
export function respondError(thrown: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = isCutOff(req) ? new AppError('body_malformed', { message: CUT_OFF, cause: thrown }) : toAppError(thrown)
  if (error.code === 'database_unavailable') req.log.error({ code: error.code, why: describeCause(error) }, FAILED)
  else if (error.status >= 500) req.log.error({ err: thrown, code: error.code }, FAILED)
  return sendError(error, req, reply)
}

/** Answers a URL that nothing is behind. */
export function respondNotFound(req: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(toNotFoundError(req), req, reply)
}

/** The error of a URL that nothing is behind. */
export function toNotFoundError({ method, url }: FastifyRequest): AppError {
  return new AppError('not_found', { message: `There is no ${method} ${namePath(url)}` })
}

const FAILED = 'request failed'

/** While the database is away every request says so: one line each, without the stack of where it was missed. */
function describeCause({ cause }: AppError): string | undefined {
  return cause instanceof Error ? cause.message : undefined
}

function sendError(error: AppError, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  req.errorCode = error.code
  if (error.hints) req.errorHints = error.hints
  closeUnlessRead(req, reply)
  reply.code(error.status).type('application/json; charset=utf-8')
  const retryAfterMs = error.details?.retry_after_ms
  if (typeof retryAfterMs === 'number' && !reply.hasHeader('retry-after')) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
  }
  if (error.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', String(RETRY_AFTER_SECONDS))
  // The contract's body for a bad key, exactly, and nothing that would help a guesser.
  if (error.code === 'unauthenticated') return reply.send({ detail: error.message })
  const text = error.message
  const subject = req.routeOptions?.config?.upperCaseCodes
  return reply.send({
    detail: text,
    message: text,
    error: text,
    code: subject ? toRunnerCode(error.code, subject) : error.code,
    request_id: req.id,
    ...(error.hints && { hints: error.hints }),
    ...error.details,
  })
}

const CUT_OFF = 'The connection ended before the request body did'

/** Whether the client went away, or was sent away for being slow, in the middle of its body: nothing of ours went wrong. */
function isCutOff({ raw }: FastifyRequest): boolean {
  return raw.errored !== null && raw.errored !== undefined && !raw.complete
}

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (isDatabaseUnavailable(thrown)) return new AppError('database_unavailable', { cause: thrown })
  const foreign = thrown instanceof Error && 'code' in thrown ? FOREIGN_CODES[String(thrown.code)] : undefined
  if (foreign) return new AppError(foreign, { cause: thrown })
  const isBadJson = thrown instanceof SyntaxError && 'statusCode' in thrown && thrown.statusCode === 400
  if (isBadJson) return new AppError('body_malformed', { cause: thrown })
  return new AppError('internal_error', { cause: thrown })
}
