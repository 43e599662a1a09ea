/** The address that an applicant is sent back to. */
import type { DecisionReason } from '../../db/run-tables.ts'
import type { SessionStatus } from '../../db/tables.ts'

/**
 * The business's redirect URL with `session_id`, `sessionId`, `status` and, when not a success, `reason` appended
 * (contract §6), and `session_status`, since the contract's `success` does not tell who was verified from who waits for a
 * person; parameters that were there stay. Undefined when the session has none.
 */
export function redirectUrlOf(session: {
  readonly id: string
  readonly redirectUrl: string | null
  readonly status: SessionStatus
  readonly decisionReasons: readonly DecisionReason[]
}): string | undefined {
  if (!session.redirectUrl) return undefined
  const url = new URL(session.redirectUrl)
  const { status, reason } = outcomeOf(session)
  url.searchParams.set('session_id', session.id)
  url.searchParams.set('sessionId', session.id)
  url.searchParams.set('status', status)
  url.searchParams.set('session_status', session.status)
  if (reason) url.searchParams.set('reason', reason)
  return url.href
}

function outcomeOf(session: { status: SessionStatus; decisionReasons: readonly DecisionReason[] }): {
  status: 'success' | 'failed' | 'abandoned'
  reason?: string
} {
  switch (session.status) {
    case 'SUBMITTED':
    case 'VERIFIED':
      return { status: 'success' }
    case 'PENDING':
      return { status: 'abandoned', reason: 'user_cancelled' }
    case 'EXPIRED':
      return { status: 'abandoned', reason: 'session_expired' }
    case 'REJECTED':
    case 'FAILED':
      return { status: 'failed', reason: failureReason(session.decisionReasons) }
    case 'VOIDED':
      return { status: 'failed', reason: 'unknown' }
    default:
      return session.status satisfies never
  }
}

const MISMATCHES: ReadonlySet<string> = new Set(['FACE_MISMATCH', 'FACE_SELFIE_MISMATCH', 'LIVENESS_ID_MISMATCH'])

function failureReason(reasons: readonly DecisionReason[]): string {
  const isMismatch = reasons.some(({ code }) => MISMATCHES.has(code))
  return isMismatch ? 'face_mismatch' : 'unknown'
}
