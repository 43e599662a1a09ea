/** Says in an audit row by which filters somebody read, without values that may be personal. */
import type { AuditDetails } from './record.ts'

const MAX_VALUE_LENGTH = 200

/** Filters by name, those that did not choose left out; of one that may not be told only that it was given. */
export function tellFilters(
  filters: Readonly<Record<string, unknown>>,
  isTold: (name: string) => boolean,
): AuditDetails {
  const told = Object.entries(filters).flatMap(([name, value]) => {
    const text = toText(value)
    return text === '' ? [] : [[name, isTold(name) ? text.slice(0, MAX_VALUE_LENGTH) : 'given'] as const]
  })
  return Object.fromEntries(told)
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? value.join(' ') : String(value)
}
