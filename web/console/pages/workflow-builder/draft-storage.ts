/** Keeps a draft in this tab until it is published, so that a reload or a crash loses nothing; it holds no secret. */
import { DEFAULT_MAX_ATTEMPTS, type Draft } from '../../data/workflow-types.ts'

export interface StoredDraft {
  readonly draft: Draft
  /** The version that it began from; 0 for a workflow that is not created yet. */
  readonly basedOn: number
}

/** The place of a draft: by organization, environment and workflow (`new` for one that is not created yet). */
export function draftKey(organizationId: string, environment: string, workflowId: string): string {
  return `openidv.draft.${organizationId}.${environment}.${workflowId}`
}

/** What was kept; undefined when nothing was, or when it cannot be read. */
export function loadDraft(key: string): StoredDraft | undefined {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? 'null')
    if (!isStoredDraft(stored)) return undefined
    const { draft, basedOn } = stored
    return {
      basedOn,
      draft: { ...draft, maxAttempts: draft.maxAttempts === undefined ? DEFAULT_MAX_ATTEMPTS : draft.maxAttempts },
    }
  } catch {
    return undefined
  }
}

/** Keeps a draft, or forgets it. A full or forbidden storage only means that a reload loses it. */
export function saveDraft(key: string, stored: StoredDraft | undefined): void {
  try {
    if (stored) window.sessionStorage.setItem(key, JSON.stringify(stored))
    else window.sessionStorage.removeItem(key)
  } catch {
    // The page itself still has the draft.
  }
}

function isStoredDraft(value: unknown): value is StoredDraft {
  if (!isRecord(value) || typeof value.basedOn !== 'number' || !isRecord(value.draft)) return false
  const { name, steps, maxAttempts } = value.draft
  const isStep = (step: unknown) => isRecord(step) && typeof step.id === 'string' && isRecord(step.config)
  if (!['undefined', 'number'].includes(typeof maxAttempts) && maxAttempts !== null) return false
  return typeof name === 'string' && Array.isArray(steps) && steps.every(isStep)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
