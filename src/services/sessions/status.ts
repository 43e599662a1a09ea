/** The status of a session at a moment, and what may become of it. */
import type { SessionStatus } from '../../db/tables.ts'
import type { Actor } from '../actor.ts'

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
 * What a decision may make of a session: submitted → decide; decided → the rules or an earlier decision are overturned;
 * voided, expired and failed are final. One that is pending is voided by a person, who has seen nothing yet; a server
 * with a key knows what it does and decides it as well (contract §4.2).
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

/** Whether the actor may take a session from one status to another. */
export function isReviewable(actor: Pick<Actor, 'kind'>, from: SessionStatus, to: ReviewOutcome): boolean {
  if (actor.kind === 'api_key' && from === 'PENDING') return true
  return REVIEWABLE[from].includes(to)
}
