/** A workflow with its current version, as the verbs pass it on. */
import type { Environment, StoredStep } from '../../db/tables.ts'
import type { OrganizationId, WorkflowId, WorkflowVersionId } from '../../lib/ids.ts'

export interface Workflow {
  readonly id: WorkflowId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly name: string
  readonly status: 'active' | 'inactive'
  readonly version: number
  readonly versionId: WorkflowVersionId
  readonly steps: readonly StoredStep[]
  readonly createdAt: Date
  readonly updatedAt: Date
}
