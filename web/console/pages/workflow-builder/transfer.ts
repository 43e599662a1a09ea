/** Writes a draft as a file and reads one: our own form, the API's, and the value of deepidv's builder. */
import {
  DEFAULT_MAX_ATTEMPTS,
  type Draft,
  MAX_MAX_ATTEMPTS,
  MAX_REMINDER_HOURS,
  MAX_REMINDERS,
  type OfferedStep,
  type SettingSchema,
  type Step,
} from '../../data/workflow-types.ts'

export interface Imported {
  readonly draft: Draft
  /** What could not be taken over, in words. */
  readonly leftOut: readonly string[]
}

/** Largest file that is read. */
export const MAX_IMPORT_BYTES = 256 * 1024

/** The draft as JSON text; it holds no secret. */
export function toExport({ name, steps, maxAttempts, reminder }: Draft): string {
  return `${JSON.stringify({ format: 'openidv.workflow', formatVersion: 1, name, maxAttempts, ...(reminder && { reminder }), steps }, null, 2)}\n`
}

/** A name for the file: letters and digits of the workflow's name. */
export function toFileName(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${words || 'workflow'}.json`
}

/** Reads JSON text; throws an `Error` with a sentence for the member when there is no workflow in it. */
export function parseImport(text: string, offered: readonly OfferedStep[]): Imported {
  const whole = toObject(parseJson(text))
  const found = toObject(whole?.workflow) ?? whole
  const given = Array.isArray(found?.steps) ? found.steps : parseJson(text)
  if (!Array.isArray(given)) throw new Error('There are no steps in this file.')
  const leftOut: string[] = []
  const steps = given.flatMap((entry) => readStep(entry, offered, leftOut))
  if (steps.length === 0) throw new Error('None of its steps can run here.')
  const unique = steps.filter(({ id }, at) => steps.findIndex((step) => step.id === id) === at)
  if (unique.length < steps.length) leftOut.push('Steps that come twice: each step runs once.')
  const name =
    typeof found?.name === 'string' && found.name.trim() ? found.name.trim().slice(0, 255) : 'Imported workflow'
  return {
    draft: { name, steps: unique, maxAttempts: toLimit(found?.maxAttempts), ...toReminder(found?.reminder) },
    leftOut,
  }
}

function readStep(entry: unknown, offered: readonly OfferedStep[], leftOut: string[]): Step[] {
  const given = toObject(entry)
  const word = String(given?.id ?? '')
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_')
  const known = offered.find(({ id }) => id === word)
  if (!known?.schema) {
    leftOut.push(`${known?.label ?? (word.slice(0, 64) || 'A step without an id')}: ${known?.lacks ?? 'no such step.'}`)
    return []
  }
  const properties = known.schema.properties ?? {}
  const config: Record<string, unknown> = {}
  for (const [key, value] of listGiven(given, properties)) {
    const settings = toSettings(key, value).filter(([name]) => Object.hasOwn(properties, name))
    if (settings.length === 0) leftOut.push(`${known.label}: ${key} is no setting here.`)
    for (const [name, taken] of settings) {
      const reason = refusal(properties[name], taken)
      if (reason) leftOut.push(`${known.label}: ${properties[name]?.title ?? name}. ${reason}`)
      else config[name] = taken
    }
  }
  return [{ id: known.id, config }]
}

/** Settings of a step one by one, out of their groups: in deepidv's builder they are nested one level deeper. */
function listGiven(
  step: Readonly<Record<string, unknown>> | undefined,
  properties: Readonly<Record<string, SettingSchema>>,
): ReadonlyArray<readonly [string, unknown]> {
  if (Array.isArray(step?.propertyGroups)) {
    const properties = step.propertyGroups.flatMap((group) => toObject(group)?.properties ?? [])
    return properties.flatMap((property) => {
      const { id, value } = toObject(property) ?? {}
      return typeof id === 'string' && value !== undefined ? [[id, value] as const] : []
    })
  }
  return Object.entries(toObject(step?.config) ?? {}).flatMap(([key, value]) => {
    const group = toObject(value)
    return group && !Object.hasOwn(properties, toName(key)) ? Object.entries(group) : [[key, value] as const]
  })
}

/** One setting of deepidv's builder in the API's names; a range of ages is two of them there. */
function toSettings(key: string, value: unknown): ReadonlyArray<readonly [string, unknown]> {
  const name = toName(key)
  const { lower, upper } = toObject(value) ?? {}
  if (name === 'minimum_age' && typeof lower === 'number') {
    return [
      ['minimum_age', lower],
      ['maximum_age', upper],
    ]
  }
  return [[name, value]]
}

function toName(key: string): string {
  return key.replaceAll('-', '_')
}

/** Why a value is not taken over: the server would refuse what this installation does not have. */
function refusal(schema: SettingSchema | undefined, value: unknown): string | undefined {
  if (schema?.unavailable === undefined || value === schema.default || value === false) return undefined
  return schema.unavailable
}

/** A file that says nothing usable of it gets the default. */
function toLimit(value: unknown): number | null {
  if (value === null) return null
  const isLimit = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_MAX_ATTEMPTS
  return isLimit ? Number(value) : DEFAULT_MAX_ATTEMPTS
}

function toReminder(value: unknown): Pick<Draft, 'reminder'> {
  const { afterHours, times } = toObject(value) ?? {}
  const isWithin = (number: unknown, most: number) =>
    Number.isInteger(number) && Number(number) >= 1 && Number(number) <= most
  if (!isWithin(afterHours, MAX_REMINDER_HOURS) || !isWithin(times, MAX_REMINDERS)) return {}
  return { reminder: { afterHours: Number(afterHours), times: Number(times) } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('This is not a JSON file.')
  }
}

function toObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}
