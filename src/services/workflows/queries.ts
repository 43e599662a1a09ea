/** SQL of workflows and their versions. */
import type { Db } from '../../db/database.ts'
import type { Environment, StoredStep } from '../../db/tables.ts'
import type { OrganizationId, WorkflowId, WorkflowVersionId } from '../../lib/ids.ts'

export interface WorkflowRow {
  readonly id: WorkflowId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly name: string
  readonly status: 'active' | 'inactive'
  readonly versionId: WorkflowVersionId
  readonly steps: readonly StoredStep[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Adds a workflow with its first version. Call inside a transaction. */
export async function insertWorkflow(
  db: Db,
  row: {
    id: WorkflowId
    versionId: WorkflowVersionId
    organizationId: OrganizationId
    environment: Environment
    name: string
    steps: readonly StoredStep[]
    createdAt: Date
  },
): Promise<void> {
  const { id, versionId, organizationId, environment, name, steps, createdAt } = row
  await db
    .insertInto('workflows')
    .values({ id, organizationId, environment, name, version: 1, createdAt, updatedAt: createdAt })
    .execute()
  await db
    .insertInto('workflowVersions')
    .values({ id: versionId, organizationId, workflowId: id, version: 1, steps: JSON.stringify(steps), createdAt })
    .execute()
}

/**
 * Finds a workflow with its current version by id alone, so that the caller can tell another organization's (403)
 * from an unknown one (404). Every caller compares `organizationId`.
 */
export function findWorkflowById(db: Db, id: WorkflowId): Promise<WorkflowRow | undefined> {
  return db
    .selectFrom('workflows')
    .innerJoin('workflowVersions', (join) =>
      join
        .onRef('workflowVersions.workflowId', '=', 'workflows.id')
        .onRef('workflowVersions.version', '=', 'workflows.version'),
    )
    .select([
      'workflows.id',
      'workflows.organizationId',
      'workflows.environment',
      'workflows.name',
      'workflows.status',
      'workflowVersions.id as versionId',
      'workflowVersions.steps',
      'workflows.createdAt',
      'workflows.updatedAt',
    ])
    .where('workflows.id', '=', id)
    .executeTakeFirst()
}

/** The newest workflow of an organization's environment with this name. */
export function findWorkflowByName(db: Db, organizationId: OrganizationId, environment: Environment, name: string) {
  return db
    .selectFrom('workflows')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where('name', '=', name)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
}
