/** Makes the one logger: its level, its form and what it must never write. */
import { type DestinationStream, type Logger, pino } from 'pino'
import { LogOutput } from './log-output.ts'

export type { Logger } from 'pino'

/** Fields that are cut from every line, wherever a careless call puts them. */
const REDACTED_FIELDS: ReadonlySet<string> = new Set([
  'key',
  'secret',
  'password',
  'authorization',
  'cookie',
  'x-api-key',
  'email',
  'phone',
  'firstName',
  'lastName',
  'image',
])
const CENSOR = '[redacted]'
const DEEPEST_LEVEL = 4

/** A JSON logger on standard output, at most 100 ms behind and dropping what that does not take, or on `destination` in tests. */
export function createLogger(level: string, destination: DestinationStream = openOutput()): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }), log: redact, bindings: redact },
  }
  return pino(options, destination)
}

let output: LogOutput | undefined

/** Standard output has one writer, however many loggers there are. */
function openOutput(): DestinationStream {
  output ??= new LogOutput(describeDropped)
  return output
}

/** In the form of every other line. */
function describeDropped(lines: number): string {
  const msg = 'log lines were dropped: standard output took no more'
  return `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), lines, msg })}\n`
}

/** The same fields, censored; a copy only where something was. Of pino's own redaction, this is a tenth of the cost. */
function redact(fields: Record<string, unknown>, level = 1): Record<string, unknown> {
  let safe = fields
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    const shown = REDACTED_FIELDS.has(name)
      ? CENSOR
      : isPlain(value) && level < DEEPEST_LEVEL
        ? redact(value, level + 1)
        : value
    if (shown === value) continue
    if (safe === fields) safe = { ...fields }
    safe[name] = shown
  }
  return safe
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
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
