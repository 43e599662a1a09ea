/** A workflow with its current version, as the verbs pass it on. */
import type { Reminder } from '../../db/link-tables.ts'
import type { Environment, StoredStep } from '../../db/tables.ts'
import type { OrganizationId, WorkflowId, WorkflowVersionId } from '../../lib/ids.ts'

/** What a workflow allows that says nothing else: enough for a slip, too few for a search. */
export const DEFAULT_MAX_ATTEMPTS = 3
export const MAX_MAX_ATTEMPTS = 20

export interface Workflow {
  readonly id: WorkflowId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly name: string
  readonly status: 'active' | 'inactive'
  readonly version: number
  readonly versionId: WorkflowVersionId
  readonly steps: readonly StoredStep[]
  /** Failed attempts after which a session ends FAILED, 1 to 20; null: no limit (contract `failureSettings`). */
  readonly maxAttempts: number | null
  /** Null: nobody is reminded. */
  readonly reminder: Reminder | null
  readonly createdAt: Date
  readonly updatedAt: Date
}
