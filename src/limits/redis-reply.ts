/** Reads the script's answer and says it in the words of a decision. */
import type { Limit, LimitDecision } from './limiter.ts'
import { MICRO_TOKENS, waitForTokenMs } from './token-bucket.ts'
import { untilDayEndsMs } from './utc-day.ts'

/** The five whole numbers of `TAKE_SCRIPT`, by name. */
interface TakeReply {
  readonly refusedBy: 'rate' | 'quota' | undefined
  readonly microTokens: number
  readonly used: number
  /** Server time, microseconds since the Unix epoch. */
  readonly nowUs: number
  readonly day: number
}

/** Parses the array of whole numbers; throws when it is anything else. */
export function parseReply(raw: unknown): TakeReply {
  const numbers = Array.isArray(raw) ? raw.filter(isWhole) : []
  const [refused = -1, microTokens = 0, used = 0, nowUs = 0, day = 0] = numbers
  if (numbers.length !== 5 || !(refused in REFUSED_BY)) throw new Error('the limit script gave an unexpected answer')
  return { refusedBy: REFUSED_BY[refused], microTokens, used, nowUs, day }
}

const REFUSED_BY = [undefined, 'rate', 'quota'] as const

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

/** The decision that a reply stands for. */
export function toDecision(reply: TakeReply, limit: Limit): LimitDecision {
  const quotaResetsInMs = untilDayEndsMs(reply.day, reply.nowUs / 1000)
  return {
    admitted: reply.refusedBy === undefined,
    ...(reply.refusedBy && { limitedBy: reply.refusedBy }),
    burstRemaining: Math.floor(reply.microTokens / MICRO_TOKENS),
    quotaRemaining: Math.max(0, limit.dailyQuota - reply.used),
    retryAfterMs: retryAfterMs(reply, limit, quotaResetsInMs),
    quotaResetsInMs,
    decidedAtUs: reply.nowUs,
  }
}

function retryAfterMs(reply: TakeReply, limit: Limit, quotaResetsInMs: number): number {
  if (reply.refusedBy === undefined) return 0
  if (reply.refusedBy === 'quota') return Math.max(1, quotaResetsInMs)
  return waitForTokenMs({ microTokens: reply.microTokens, atUs: reply.nowUs }, limit, reply.nowUs)
}
