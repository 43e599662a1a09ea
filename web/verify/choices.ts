/** Keeps what the applicant chose and did not submit yet, for a reload of this tab; ends with the tab. */

/** What was chosen for the current step. */
export interface Choices {
  /** Which giving of the step they belong to: its kind and the reason why it was given back. */
  readonly turn: string
  /** Optional slots that the applicant left out. */
  readonly skipped: readonly string[]
  /** Slots that were filled since the step was given back. */
  readonly sent: readonly string[]
}

/** What was kept under a name; undefined for nothing, and where the browser keeps nothing. */
export function readKept(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a value that JSON can hold, or forgets it when it is undefined. */
export function keep(name: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
}

/** The choices of a session as they were kept; undefined for a foreign shape. */
export function parseChoices(value: unknown): Choices | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { turn, skipped, sent } = value as Partial<Record<keyof Choices, unknown>>
  if (typeof turn !== 'string' || !isTexts(skipped) || !isTexts(sent)) return undefined
  return { turn, skipped, sent }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}
