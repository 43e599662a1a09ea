/** What every field of a setting is given. */
import type { Setting } from './settings.ts'

/** Values by the names of their settings: of a step, or of one item of a list. */
export type Values = Readonly<Record<string, unknown>>

/** Something that is wrong with a setting or with a part of it: the path leads from the setting down. */
export interface FieldError {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** The same for all kinds, so that the kind can be chosen by the schema. */
export interface FieldProps {
  readonly setting: Setting
  /** The value that counts: stored or default. */
  readonly value: unknown
  /** The values beside it. */
  readonly beside: Values
  /** Of a part of an item: the items before that item. */
  readonly earlier: readonly Values[]
  readonly errors: readonly FieldError[]
  /** What is wrong with the whole of it. */
  readonly error?: string | undefined
  readonly isReadOnly: boolean
  readonly countries: readonly string[]
  /** Undefined leaves the setting out, so that its default counts. */
  onChange(value: unknown): void
}
