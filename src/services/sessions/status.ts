/** The status of a session at a moment, and what may become of it. */
import type { SessionStatus } from '../../db/tables.ts'

interface TimedSession {
  readonly status: SessionStatus
  readonly expiresAt: Date | null
}

/** The status as everybody is told: a session that was not submitted in time is EXPIRED before the job marks it. */
export function statusAt(session: TimedSession, nowMs: number): SessionStatus {
  const isOverdue = session.expiresAt !== null && session.expiresAt.getTime() <= nowMs
  return session.status === 'PENDING' && isOverdue ? 'EXPIRED' : session.status
}

/** What a reviewer can decide. */
export type ReviewOutcome = 'VERIFIED' | 'REJECTED' | 'VOIDED'

/**
 * What a reviewer may make of a session: nothing was shown yet → only void it; submitted → decide; decided → the
 * reviewer overturns the rules or an earlier review; voided, expired and failed are final.
 */
const REVIEWABLE: Readonly<Record<SessionStatus, readonly ReviewOutcome[]>> = {
  PENDING: ['VOIDED'],
  SUBMITTED: ['VERIFIED', 'REJECTED', 'VOIDED'],
  VERIFIED: ['REJECTED', 'VOIDED'],
  REJECTED: ['VERIFIED', 'VOIDED'],
  VOIDED: [],
  EXPIRED: [],
  FAILED: [],
}

/** Whether a reviewer may take a session from one status to another. */
export function isReviewable(from: SessionStatus, to: ReviewOutcome): boolean {
  return REVIEWABLE[from].includes(to)
}
