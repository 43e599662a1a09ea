/** Reads spans and moments as operators write them: `90s`, `15m`, `24h`, `7d`, `2027-01-31T12:00:00Z`. */
import { invalidField } from '../lib/errors.ts'

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const SPAN = /^(\d{1,9})([smhd])$/
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** Milliseconds of a span, `0` included; `option` is named when it is not one. */
export function parseSpan(option: string, text: string): number {
  const spanMs = findSpan(text)
  if (spanMs === undefined) throw invalidField(option, 'must be a span such as 0, 90s, 15m, 24h or 7d')
  return spanMs
}

/** A moment: a span from `nowMs` on, or a date (at 00:00 UTC) or time of ISO 8601 with its offset. */
export function parseMoment(option: string, text: string, nowMs: number): Date {
  const spanMs = findSpan(text)
  const atMs = spanMs === undefined ? toMs(text) : nowMs + spanMs
  if (Number.isNaN(atMs))
    throw invalidField(option, 'must be a span such as 30d, or a time such as 2027-01-31T12:00:00Z')
  return new Date(atMs)
}

/** A date or time of ISO 8601, as above. */
export function parseTime(option: string, text: string): Date {
  const atMs = toMs(text)
  if (Number.isNaN(atMs)) throw invalidField(option, 'must be a time such as 2027-01-31T12:00:00Z')
  return new Date(atMs)
}

function toMs(text: string): number {
  return MOMENT.test(text) ? Date.parse(text) : Number.NaN
}

function findSpan(text: string): number | undefined {
  if (text === '0') return 0
  const [, count, unit = ''] = SPAN.exec(text) ?? []
  const unitMs = UNIT_MS[unit]
  return count === undefined || unitMs === undefined ? undefined : Number(count) * unitMs
}
