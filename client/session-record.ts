/** The record of a session in snake_case alone: in openapi.json it is open, since every key comes in camelCase too. */
import type { Query } from './route-types.ts'

export type SessionStatus = NonNullable<Query<'/v1/sessions', 'get'>['status']>

/** What the rules said: still at work, decided, or left to a person. */
export interface AutoDecision {
  readonly state: 'pending' | 'completed' | 'skipped'
  readonly outcome?: 'VERIFIED' | 'REJECTED'
  readonly reasons?: ReadonlyArray<{ readonly code: string; readonly severity: string; readonly detail: string }>
}

/** Times are ISO 8601 in UTC. What has no value is left out, never null. */
export interface SessionRecord {
  readonly id: string
  readonly organization_id: string
  /** The applicant's. */
  readonly user_id: string
  readonly sender_user_id: string
  readonly status: SessionStatus
  readonly type: string
  readonly session_progress: 'PENDING' | 'STARTED' | 'COMPLETED'
  readonly created_at: string
  readonly updated_at: string
  readonly external_id?: string
  readonly workflow_id?: string
  readonly submitted_at?: string
  readonly redirect_url?: string
  readonly expires_at?: string
  /** UPPER_SNAKE ids in the order in which the applicant goes through them. */
  readonly workflow_steps?: readonly string[]
  /** Which pictures there are, by their slot. */
  readonly uploads: Readonly<Record<string, boolean>>
  readonly meta_data: Readonly<Record<string, unknown>>
  /** What the checks measured. */
  readonly analysis_data?: Readonly<Record<string, unknown>>
  readonly decision_source?: 'AUTO_APPROVE' | 'DECLINED'
  readonly auto_decision?: AutoDecision
}

/** The applicant, or who sent the session. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly first_name: string
  readonly last_name: string
  readonly phone: string
  readonly created_at: string
  readonly updated_at: string
}
