/** Parts what a client submits to a step: its action, its file keys and the rest. */
import { AppError } from '../../lib/errors.ts'
import { findKind, type StoredStep } from '../../steps/registry.ts'

export interface GivenSubmission {
  readonly action: string | undefined
  readonly body: Readonly<Record<string, unknown>>
  /** Slot → file key. */
  readonly uploads: Readonly<Record<string, string>>
}

/**
 * `uploads` holds file keys by slot; a kind may have keys inside its body as well. A step with phases names its action.
 * Throws `validation_failed` for uploads that are no map of texts, and an action that is none.
 */
export function readSubmission(
  steps: readonly StoredStep[],
  stepId: string,
  given: Readonly<Record<string, unknown>>,
): GivenSubmission {
  const kind = findKind(stepId)
  const settings = steps.find(({ id }) => id === stepId)?.config ?? {}
  const { uploads: givenUploads, ...rest } = given
  const uploads = toUploads(givenUploads)
  const { action, ...withoutAction } = rest
  const hasAction = kind?.hasPhases === true
  const body = hasAction ? withoutAction : rest
  const split = kind?.splitBody?.(settings, body) ?? { body, uploads: {} }
  return {
    action: hasAction ? String(action ?? '') : undefined,
    body: split.body,
    uploads: { ...split.uploads, ...uploads },
  }
}

function toUploads(given: unknown): Record<string, string> {
  if (given === undefined || given === null) return {}
  const isMap = typeof given === 'object' && !Array.isArray(given)
  const entries = isMap ? Object.entries(given).filter(([, key]) => key !== null && key !== undefined) : []
  if (isMap && entries.every(([, key]) => typeof key === 'string')) return Object.fromEntries(entries)
  const message = 'must be an object of file keys by slot'
  throw new AppError('validation_failed', {
    message: `uploads: ${message}`,
    hints: [{ code: 'invalid_type', path: ['uploads'], message }],
  })
}
