/** The only place that turns an error into an answer. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isConnectionError } from '../db/transaction.ts'
import { AppError, type ErrorCode } from '../lib/errors.ts'
import { namePath } from './contract-operations.ts'
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
}

/** Answers an error that was thrown anywhere. What we did not foresee answers `internal_error` and nothing else. */
export function respondError(thrown: unknown, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toAppError(thrown)
  if (error.status >= 500) req.log.error({ err: thrown, code: error.code }, 'request failed')
  return sendError(error, req, reply)
}

/** Answers a URL that nothing is behind. */
export function respondNotFound(req: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = `There is no ${req.method} ${namePath(req.url)}`
  return sendError(new AppError('not_found', { message }), req, reply)
}

function sendError(error: AppError, req: FastifyRequest, reply: FastifyReply): FastifyReply {
  req.errorCode = error.code
  reply.code(error.status).type('application/json; charset=utf-8')
  const retryAfterMs = error.details?.retry_after_ms
  if (typeof retryAfterMs === 'number' && !reply.hasHeader('retry-after')) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
  }
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

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (isConnectionError(thrown)) return new AppError('database_unavailable', { cause: thrown })
  const foreign = thrown instanceof Error && 'code' in thrown ? FOREIGN_CODES[String(thrown.code)] : undefined
  if (foreign) return new AppError(foreign, { cause: thrown })
  const isBadJson = thrown instanceof SyntaxError && 'statusCode' in thrown && thrown.statusCode === 400
  if (isBadJson) return new AppError('body_malformed', { cause: thrown })
  return new AppError('internal_error', { cause: thrown })
}
