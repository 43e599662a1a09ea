/** Makes the one logger: its level, its form and what it must never write. */
import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Paths that are cut from every line, wherever a careless call puts them. */
const REDACTED_PATHS = [
  'key',
  'secret',
  'password',
  'authorization',
  'cookie',
  'email',
  'phone',
  'firstName',
  'lastName',
  'image',
  '*.key',
  '*.secret',
  '*.password',
  '*.authorization',
  '*.cookie',
  '*.email',
  '*.phone',
  '*.firstName',
  '*.lastName',
  '*.image',
  'headers["x-api-key"]',
  '*.headers["x-api-key"]',
]

/** A JSON logger on standard output, or on `destination` in tests. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return destination ? pino(options, destination) : pino(options)
}

/**
 * What a log line may say of an error: its class, message, code and stack, and the same of its cause.
 * Parameters of a failed query stay out, since they hold personal data.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}

/** Words of our own URLs; ids, secrets, addresses and keys that a caller put into a path look otherwise. */
const PLAIN_SEGMENT = /^[a-z][a-z0-9._-]{0,23}$/

/** A request path as a log may hold it: without query, and only the segments that are plain words. */
export function loggablePath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path
    .split('/')
    .map((segment) => (segment === '' || PLAIN_SEGMENT.test(segment) ? segment : '[redacted]'))
    .join('/')
}
