/** Reads the JSON Schema of a step's settings: which are shown, in which sections, and with what values. */
import type { OfferedStep, SettingSchema, Step } from '../../data/workflow-types.ts'

export interface Setting {
  readonly key: string
  readonly title: string
  readonly schema: SettingSchema
}

export interface Section {
  readonly title: string
  readonly settings: readonly Setting[]
}

/** The settings that can be changed here, under their headings; without those that another setting hides. */
export function listSections(offered: OfferedStep, config: Step['config']): readonly Section[] {
  const sections = new Map<string, Setting[]>()
  for (const setting of listSettings(offered)) {
    const { section = 'Settings', unavailable } = setting.schema
    if (unavailable !== undefined || !isShown(setting, offered, config)) continue
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
  const properties = Object.entries(offered.schema?.properties ?? {})
  return properties.map(([key, schema]) => ({ key, title: schema.title ?? key, schema }))
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
  if (typeof value === 'string') return schema.optionLabels?.[value] ?? value
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

function isShown({ schema }: Setting, offered: OfferedStep, config: Step['config']): boolean {
  if (!schema.shownWhen) return true
  const { setting, is } = schema.shownWhen
  const ruling = offered.schema?.properties?.[setting]
  return (ruling ? (effectiveValue({ key: setting, schema: ruling }, config) ?? false) : false) === is
}
