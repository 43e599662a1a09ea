/** Reads the JSON Schema of a step's settings: which are shown, in which sections, and with what values. */
import type { OfferedStep, SettingSchema, Step } from '../../data/workflow-types.ts'

export interface Setting {
  readonly key: string
  readonly title: string
  readonly schema: SettingSchema
  readonly isRequired: boolean
}

export interface Section {
  readonly title: string
  readonly settings: readonly Setting[]
}

/** The settings that can be changed here, under their headings; without those that another setting hides. */
export function listSections(offered: OfferedStep, config: Step['config']): readonly Section[] {
  const sections = new Map<string, Setting[]>()
  for (const setting of listShown(offered.schema, config)) {
    const { section = 'Settings' } = setting.schema
    sections.set(section, [...(sections.get(section) ?? []), setting])
  }
  return [...sections].map(([title, settings]) => ({ title, settings }))
}

/** The settings that this installation pays no heed to. */
export function listUnavailable(offered: OfferedStep): readonly Setting[] {
  return listSettings(offered).filter(({ schema }) => schema.unavailable !== undefined)
}

/** Every setting of a step in the server's order. */
export function listSettings(offered: OfferedStep): readonly Setting[] {
  return listParts(offered.schema)
}

/** The parts that can be set here: of a step, or of an item of a list; without those that another part hides. */
export function listShown(schema: SettingSchema | undefined, values: Step['config']): readonly Setting[] {
  return listParts(schema).filter((part) => part.schema.unavailable === undefined && isShown(part, schema, values))
}

/** An item with what its schema requires and nothing else. */
export function emptyItem(schema: SettingSchema | undefined): Step['config'] {
  const required = listParts(schema).filter(({ isRequired }) => isRequired)
  return Object.fromEntries(required.map(({ key, schema: part }) => [key, emptyValue(part)]))
}

function emptyValue({ default: value, enum: words, type, minimum = 0 }: SettingSchema): unknown {
  if (value !== undefined) return value
  if (words) return words[0]
  if (type === 'array') return []
  if (type === 'boolean') return false
  return type === 'integer' || type === 'number' ? minimum : ''
}

function listParts(schema: SettingSchema | undefined): readonly Setting[] {
  return Object.entries(schema?.properties ?? {}).map(([key, part]) => {
    return { key, title: part.title ?? key, schema: part, isRequired: schema?.required?.includes(key) ?? false }
  })
}

/** The value that counts: what the step says, else the default, else undefined. */
export function effectiveValue({ key, schema }: Pick<Setting, 'key' | 'schema'>, config: Step['config']): unknown {
  return config[key] ?? schema.default
}

/** A value in words, such as `18 years`, `On` or `Germany, France`. */
export function describeValue({ schema }: Pick<Setting, 'schema'>, value: unknown): string {
  if (value === undefined || value === null) return 'not set'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return schema.unit ? `${value} ${schema.unit}` : String(value)
  if (typeof value === 'string') return schema.optionLabels?.[value] ?? shorten(value)
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`
  return describeChoices(value as Record<string, unknown>, schema)
}

/** The name of a country in English; the code itself when the browser knows none. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'region' }).of(code.toUpperCase()) ?? code
  } catch {
    return code
  }
}

function describeChoices(map: Readonly<Record<string, unknown>>, schema: SettingSchema): string {
  const name = (key: string) =>
    schema.control === 'countries' ? countryName(key) : (schema.optionLabels?.[key] ?? key)
  const chosen = Object.keys(map).filter((key) => map[key] === true)
  const refused = Object.keys(map).filter((key) => map[key] === false)
  if (chosen.length > 0) return chosen.map(name).join(', ')
  return refused.length > 0 ? `all but ${refused.map(name).join(', ')}` : 'all'
}

function isShown({ schema }: Setting, beside: SettingSchema | undefined, values: Step['config']): boolean {
  if (!schema.shownWhen) return true
  const { setting, is } = schema.shownWhen
  const ruling = beside?.properties?.[setting]
  const value = ruling ? (effectiveValue({ key: setting, schema: ruling }, values) ?? false) : false
  return typeof is === 'object' ? is.some((word) => word === value) : value === is
}

const SHORT_CHARACTERS = 60

function shorten(text: string): string {
  return text.length > SHORT_CHARACTERS ? `${text.slice(0, SHORT_CHARACTERS).trimEnd()}…` : text
}
