/** What every field of a setting is given. */
import type { Setting } from './settings.ts'

/** The same for all kinds, so that the kind can be chosen by the schema. */
export interface FieldProps {
  readonly setting: Setting
  /** The value that counts: stored or default. */
  readonly value: unknown
  readonly error?: string | undefined
  readonly isReadOnly: boolean
  readonly countries: readonly string[]
  /** Undefined leaves the setting out, so that its default counts. */
  onChange(value: unknown): void
}
