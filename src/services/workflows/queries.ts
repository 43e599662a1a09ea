/** SQL of workflows and their versions. */
import type { Db } from '../../db/database.ts'
import type { Environment, StoredStep } from '../../db/tables.ts'
import type { OrganizationId, WorkflowId, WorkflowVersionId } from '../../lib/ids.ts'
import type { Workflow } from './workflow.ts'

const COLUMNS = [
  'workflows.id',
  'workflows.organizationId',
  'workflows.environment',
  'workflows.name',
  'workflows.status',
  'workflows.version',
  'workflowVersions.id as versionId',
  'workflowVersions.steps',
  'workflows.createdAt',
  'workflows.updatedAt',
] as const

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
export function findWorkflowById(db: Db, id: WorkflowId): Promise<Workflow | undefined> {
  return withCurrentVersion(db).where('workflows.id', '=', id).executeTakeFirst()
}

/** The workflows of an organization's environment, newest first. */
export function listWorkflowRows(
  db: Db,
  organizationId: OrganizationId,
  environment: Environment,
): Promise<Workflow[]> {
  return withCurrentVersion(db)
    .where('workflows.organizationId', '=', organizationId)
    .where('workflows.environment', '=', environment)
    .orderBy('workflows.createdAt', 'desc')
    .orderBy('workflows.id', 'desc')
    .execute()
}

/** Locks a workflow until the transaction ends, so that two changes become two versions. */
export async function lockWorkflow(
  db: Db,
  organizationId: OrganizationId,
  id: WorkflowId,
): Promise<Workflow | undefined> {
  // Locked first and read after: a join that waited for the lock would still show the version of before.
  await db
    .selectFrom('workflows')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return withCurrentVersion(db)
    .where('workflows.organizationId', '=', organizationId)
    .where('workflows.id', '=', id)
    .executeTakeFirst()
}

/** Adds a version and makes it the current one. Call with the workflow locked. */
export async function insertWorkflowVersion(
  db: Db,
  row: {
    versionId: WorkflowVersionId
    organizationId: OrganizationId
    workflowId: WorkflowId
    version: number
    steps: readonly StoredStep[]
    createdAt: Date
  },
): Promise<void> {
  const { versionId: id, organizationId, workflowId, version, steps, createdAt } = row
  await db
    .insertInto('workflowVersions')
    .values({ id, organizationId, workflowId, version, steps: JSON.stringify(steps), createdAt })
    .execute()
  await db
    .updateTable('workflows')
    .set({ version, updatedAt: createdAt })
    .where('organizationId', '=', organizationId)
    .where('id', '=', workflowId)
    .execute()
}

function withCurrentVersion(db: Db) {
  return db
    .selectFrom('workflows')
    .innerJoin('workflowVersions', (join) =>
      join
        .onRef('workflowVersions.workflowId', '=', 'workflows.id')
        .onRef('workflowVersions.version', '=', 'workflows.version'),
    )
    .select(COLUMNS)
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
