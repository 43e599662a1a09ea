/** Checks requests against their zod schemas and turns what is wrong into hints. */
import type { FastifySchemaCompiler } from 'fastify'
import type { ZodType } from 'zod'
import type { $ZodIssue } from 'zod/v4/core'
import { AppError, type Hint } from '../lib/errors.ts'

/** Fastify's validator for one schema; every bad field gets a hint of its own. */
export const compileValidator: FastifySchemaCompiler<ZodType> = ({ schema }) => {
  return (data: unknown) => {
    const result = schema.safeParse(data ?? {})
    if (result.success) return { value: result.data }
    return { error: toValidationError(result.error.issues) }
  }
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
