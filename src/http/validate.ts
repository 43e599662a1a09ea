/** Checks requests against their zod schemas and turns what is wrong into hints. */
import type { FastifySchemaCompiler } from 'fastify'
import type { ZodType } from 'zod'
import type { $ZodIssue } from 'zod/v4/core'
import { AppError, type Hint } from '../lib/errors.ts'

/** Fastify's validator for one schema; every bad field gets a hint of its own. */
export const compileValidator: FastifySchemaCompiler<ZodType> = ({ schema }) => {
  return (data: unknown) => {
    const unstorable = findUnstorableText(data)
    if (unstorable)
      return { error: new AppError('validation_failed', { message: unstorable.message, hints: [unstorable] }) }
    const result = schema.safeParse(data ?? {}, { error: sayMissing })
    if (result.success) return { value: result.data }
    return { error: toValidationError(result.error.issues) }
  }
}

/** A field that is not there is missing, not of the wrong type; schemas with words of their own keep them. */
function sayMissing({ code, input }: { readonly code?: string; readonly input?: unknown }): string | undefined {
  return code === 'invalid_type' && input === undefined ? 'is required' : undefined
}

/** One error of all issues; its message is the first one's, with the field's name. */
export function toValidationError(issues: readonly $ZodIssue[]): AppError {
  const hints = issues.flatMap(toHints)
  const [first] = hints
  const message = first ? `${first.path.join('.') || 'body'}: ${first.message}` : undefined
  return new AppError('validation_failed', { ...(message && { message }), hints })
}

function toHints(issue: $ZodIssue): Hint[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code !== 'unrecognized_keys') return [{ code: issue.code, path, message: issue.message }]
  return issue.keys.map((key) => ({ code: issue.code, path: [...path, key], message: 'This field is not known' }))
}

/** Where a value stands: a key and the place that holds it. Linked, since copying paths would cost depth squared. */
interface Place {
  readonly key: string | number
  readonly parent: Place | undefined
}

/**
 * The first text that no database column takes: one with the character NUL or with half of a surrogate pair. Walks
 * without recursion, since a body may be nested as deeply as it is long.
 */
function findUnstorableText(data: unknown): Hint | undefined {
  const waiting: Array<{ value: unknown; place: Place | undefined }> = [{ value: data, place: undefined }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, place } = next
    if (typeof value === 'string' && isUnstorable(value)) return unstorableHint(place)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (isUnstorable(key)) return unstorableHint(place)
      waiting.push({ value: inner, place: { key: Array.isArray(value) ? Number(key) : key, parent: place } })
    }
  }
  return undefined
}

function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}

function unstorableHint(place: Place | undefined): Hint {
  const path: Array<string | number> = []
  for (let at = place; at; at = at.parent) path.unshift(at.key)
  const field = path.join('.') || 'body'
  return { code: 'invalid_text', path, message: `${field}: must be Unicode text without the character NUL` }
}
