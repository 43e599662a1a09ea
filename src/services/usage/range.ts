/** The stretches of time that usage is shown over, and the buckets that each is cut into. */
import type { UsageSpan } from '../../db/usage-tables.ts'

export const USAGE_RANGES = ['1h', '24h', '7d', '30d', '90d'] as const

export type UsageRange = (typeof USAGE_RANGES)[number]

/** A range as of one moment: `count` buckets of `stepSeconds`, the last one under way. */
export interface Stretch {
  readonly from: Date
  /** Exclusive. */
  readonly to: Date
  readonly stepSeconds: number
  readonly count: number
  /** The sums that the buckets are made of. */
  readonly span: UsageSpan
}

const MINUTE = 60
const HOUR = 3600
/** The longest bucket; it is a UTC day, as the daily quota counts. */
export const DAY_SECONDS = 86_400

const SHAPES: Readonly<Record<UsageRange, Pick<Stretch, 'stepSeconds' | 'count' | 'span'>>> = {
  '1h': { stepSeconds: MINUTE, count: 60, span: 'minute' },
  '24h': { stepSeconds: 15 * MINUTE, count: 96, span: 'minute' },
  '7d': { stepSeconds: 2 * HOUR, count: 84, span: 'hour' },
  '30d': { stepSeconds: DAY_SECONDS, count: 30, span: 'hour' },
  '90d': { stepSeconds: DAY_SECONDS, count: 90, span: 'hour' },
}

/** The range that ends now; buckets begin at whole multiples of their length since 00:00 UTC. */
export function toStretch(range: UsageRange, nowMs: number): Stretch {
  const shape = SHAPES[range]
  const stepMs = shape.stepSeconds * 1000
  const endMs = (Math.floor(nowMs / stepMs) + 1) * stepMs
  return { ...shape, from: new Date(endMs - shape.count * stepMs), to: new Date(endMs) }
}

/**
 * The same length of time before a stretch, ending as far into its last bucket as `nowMs` is into the last one of the
 * stretch: what is under way is never compared with something whole.
 */
export function toPreviousStretch(stretch: Stretch, nowMs: number): Stretch {
  const lengthMs = stretch.to.getTime() - stretch.from.getTime()
  return { ...stretch, from: new Date(stretch.from.getTime() - lengthMs), to: new Date(nowMs - lengthMs) }
}

/** The UTC day before this one, up to the time that it is now. */
export function toYesterday(nowMs: number): Stretch {
  const dayMs = DAY_SECONDS * 1000
  const from = new Date((Math.floor(nowMs / dayMs) - 1) * dayMs)
  return { from, to: new Date(nowMs - dayMs), stepSeconds: DAY_SECONDS, count: 1, span: 'minute' }
}
