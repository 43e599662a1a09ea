/** One session of the console's list. */
import type { TxContext } from '../../../context.ts'
import type { DecisionReason } from '../../../db/run-tables.ts'
import type { SessionProgress, SessionStatus } from '../../../db/tables.ts'
import type { MemberActor } from '../../actor.ts'
import { toVisible } from '../../applicants/mask.ts'
import { statusAt } from '../status.ts'
import type { FoundRow } from './queries.ts'

/** What is not there is left out; times are ISO 8601. */
export interface FoundSession {
  readonly id: string
  readonly status: SessionStatus
  readonly progress: SessionProgress
  readonly type: 'session' | 'verification'
  /** Masked, as e-mail and phone are, for a member who may not see applicants. */
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone?: string
  readonly externalId?: string
  readonly workflow?: { readonly id: string; readonly name: string }
  /** The gravest of the reasons that the rules gave. */
  readonly risk?: DecisionReason['severity']
  readonly createdAt: string
  readonly submittedAt?: string
  readonly decidedAt?: string
  readonly expiresAt?: string
  /** From the applicant's consent to the submission. */
  readonly durationSeconds?: number
}

/** The row as this member may see it, at this moment. */
export function toFoundSession(ctx: Pick<TxContext, 'clock'>, actor: MemberActor, row: FoundRow): FoundSession {
  const { id, progress, type, firstName, lastName, email, phone, externalId, workflowId, workflowName } = row
  const { consentAt, submittedAt, decidedAt, expiresAt } = row
  const [gravest] = row.decisionReasons
  return {
    ...{ id, status: statusAt(row, ctx.clock.nowMs()), progress, type },
    ...toVisible(actor, { firstName, lastName, email, ...(phone !== null && { phone }) }),
    ...(externalId !== null && { externalId }),
    ...(workflowId !== null && { workflow: { id: workflowId, name: workflowName ?? '' } }),
    ...(gravest && { risk: gravest.severity }),
    createdAt: row.createdAt.toISOString(),
    ...(submittedAt && { submittedAt: submittedAt.toISOString() }),
    ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(consentAt &&
      submittedAt && { durationSeconds: Math.round((submittedAt.getTime() - consentAt.getTime()) / 1000) }),
  }
}
