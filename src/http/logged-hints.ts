/** Hints as the log of requests keeps them: the fields and what is wrong with them, and nothing of what was sent. */
import type { FastifyRequest } from 'fastify'
import type { Hint } from '../lib/errors.ts'
import { namesOf } from './schema-names.ts'

const REDACTED = '[redacted]'
/** Shorter texts tell of nobody, and stand in many words. */
const MIN_LENGTH = 3
/** Of a body that holds more values no message is kept. */
const MAX_VALUES = 500
const MAX_HINTS = 20

/**
 * Of a path, numbers and names that the route's schemas have; a message without any value that the caller sent. Only for requests
 * that were refused: it looks at all that they sent.
 */
export function toLoggedHints(hints: readonly Hint[], req: FastifyRequest): Hint[] {
  const { body, querystring, params } = req.routeOptions.schema ?? {}
  const known = [body, querystring, params].map(namesOf)
  const sent = listValues([req.body, req.query, req.params])
  return hints.slice(0, MAX_HINTS).map(({ code, path, message }) => ({
    code,
    path: path.map((part) => (typeof part === 'number' || known.some((names) => names.has(part)) ? part : REDACTED)),
    message: sent === undefined ? REDACTED : withoutValues(message, sent),
  }))
}

/** Keys count too, since callers may choose them; longest first. Undefined when there are too many. */
function listValues(roots: readonly unknown[]): readonly string[] | undefined {
  const values = new Set<string>()
  const waiting = [...roots]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string' || typeof value === 'number') addValue(values, String(value))
    if (typeof value === 'object' && value !== null) waiting.push(...Object.keys(value), ...Object.values(value))
    if (values.size > MAX_VALUES || waiting.length > MAX_VALUES) return undefined
  }
  return [...values].sort((a, b) => b.length - a.length)
}

/** Also as a service may have trimmed it. */
function addValue(values: Set<string>, value: string): void {
  for (const one of [value, value.trim()]) if (one.length >= MIN_LENGTH) values.add(one.toLowerCase())
}

function withoutValues(message: string, values: readonly string[]): string {
  let text = message
  for (const value of values) {
    for (
      let at = text.toLowerCase().indexOf(value);
      at >= 0;
      at = text.toLowerCase().indexOf(value, at + REDACTED.length)
    ) {
      text = text.slice(0, at) + REDACTED + text.slice(at + value.length)
    }
  }
  return text
}
