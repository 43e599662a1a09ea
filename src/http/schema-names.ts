/** The names of fields that a schema knows, however deep they stand. */
import type { ZodType } from 'zod'

const NONE: ReadonlySet<string> = new Set()
const knownNames = new WeakMap<object, ReadonlySet<string>>()

/** In either casing; none for what is no schema. */
export function namesOf(schema: unknown): ReadonlySet<string> {
  if (!isSchema(schema)) return NONE
  const known = knownNames.get(schema)
  if (known) return known
  const names = new Set<string>()
  collect(schema, names, new Set())
  for (const name of [...names]) names.add(name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()))
  for (const name of [...names]) names.add(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  knownNames.set(schema, names)
  return names
}

function collect(schema: ZodType, names: Set<string>, seen: Set<ZodType>): void {
  if (seen.has(schema)) return
  seen.add(schema)
  const { shape, ...def } = schema.def as unknown as Readonly<Record<string, unknown>>
  if (typeof shape === 'object' && shape !== null) {
    for (const [name, field] of Object.entries(shape)) {
      names.add(name)
      if (isSchema(field)) collect(field, names, seen)
    }
  }
  // What wraps, joins or lists others holds them in its definition.
  for (const part of Object.values(def).flat()) if (isSchema(part)) collect(part, names, seen)
}

function isSchema(value: unknown): value is ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value && 'def' in value
}
