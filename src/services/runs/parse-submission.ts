/** Reads what was submitted to a step by the rules of its kind. */
import { AppError, type Hint } from '../../lib/errors.ts'
import type { Settings, StepKind } from '../../steps/step-kind.ts'

interface Given {
  readonly body: Readonly<Record<string, unknown>>
  readonly uploads: Readonly<Record<string, string>>
}

/** The body in its kind's form. Throws `validation_failed` with a hint for each wrong field, file or missing file. */
export function parseSubmission(kind: StepKind, settings: Settings, { body, uploads }: Given): unknown {
  const parsed = kind.submission(settings).safeParse(body)
  const hints: Hint[] = [...uploadHints(kind, settings, uploads)]
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code !== 'unrecognized_keys') hints.push({ code: issue.code, path, message: issue.message })
    else for (const key of issue.keys) hints.push(unknownField(kind, [...path, key]))
  }
  if (parsed.success && kind.refuse) {
    const refusals = kind.refuse({ settings, body: parsed.data, uploads: new Set(Object.keys(uploads)) })
    for (const [field, message] of Object.entries(refusals)) {
      hints.push({ code: 'invalid_value', path: field.split('.'), message })
    }
  }
  if (hints.length === 0) return parsed.data
  const message = hints.map((hint) => `${hint.path.join('.')}: ${hint.message}`).join('; ')
  throw new AppError('validation_failed', { message, hints })
}

function uploadHints(kind: StepKind, settings: Settings, uploads: Given['uploads']): Hint[] {
  const slots = kind.slots(settings)
  const unknown = Object.keys(uploads).filter((slot) => !slots.some((asked) => asked.slot === slot))
  const missing = slots.filter(({ slot, required }) => required && uploads[slot] === undefined)
  const names = slots.map(({ slot }) => slot).join(', ')
  return [
    ...unknown.map((slot) => ({
      code: 'unknown_slot',
      path: ['uploads', slot],
      message: names === '' ? `${kind.id} takes no files` : `${kind.id} takes ${names}`,
    })),
    ...missing.map(({ slot }) => ({ code: 'missing', path: ['uploads', slot], message: 'is required' })),
  ]
}

function unknownField(kind: StepKind, path: Hint['path']): Hint {
  return { code: 'unrecognized_keys', path, message: `${kind.id} takes no such field` }
}
