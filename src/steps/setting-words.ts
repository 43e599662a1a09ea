/** How the console shows a setting: words and hints that become part of the setting's JSON Schema. */
import type * as z from 'zod'

/** All of them for people; a validator ignores them. */
interface SettingWords {
  readonly title: string
  readonly description?: string
  /** Heading under which the setting stands. */
  readonly section?: string
  /** Of a number, such as `years` or `%`. */
  readonly unit?: string
  /** Which field to show when the type alone does not say it. */
  readonly control?: 'country' | 'countries' | 'choices' | 'text' | 'condition'
  /** Label of each value of an enum, or of each key that a map of choices offers. */
  readonly optionLabels?: Readonly<Record<string, string>>
  /** What one item of a list is called. */
  readonly itemTitle?: string
  /** Of a list: the other list whose items come before its own. */
  readonly follows?: string
  /** Shown only while another setting beside it has this value, or one of them; one that is left out counts as false. */
  readonly shownWhen?: { readonly setting: string; readonly is: string | boolean | readonly string[] }
  /** Why this installation pays no heed to the setting. */
  readonly unavailable?: string
}

/** The schema with its words. */
export function named<T extends z.ZodType>(schema: T, words: SettingWords): T {
  return schema.meta({ ...words })
}
