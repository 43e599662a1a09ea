/** SQL of workflows and their versions. */
import type { Db } from '../../db/database.ts'
import type { Reminder } from '../../db/link-tables.ts'
import type { Environment, StoredStep } from '../../db/tables.ts'
import type { MemberUserId, OrganizationId, WorkflowId, WorkflowVersionId } from '../../lib/ids.ts'
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
  'workflowVersions.maxAttempts',
  'workflowVersions.reminder',
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
    maxAttempts: number | null
    reminder: Reminder | null
    createdBy: MemberUserId | undefined
    createdAt: Date
  },
): Promise<void> {
  const { id, versionId, organizationId, environment, name, createdAt } = row
  await db
    .insertInto('workflows')
    .values({ id, organizationId, environment, name, version: 1, createdAt, updatedAt: createdAt })
    .execute()
  await insertVersion(db, { ...row, versionId, workflowId: id, version: 1 })
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

/** How many workflows there are, archived ones included; counting stops at `most`. */
export async function countWorkflows(
  db: Db,
  organizationId: OrganizationId,
  environment: Environment,
  most: number,
): Promise<number> {
  const rows = await db
    .selectFrom('workflows')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .limit(most)
    .execute()
  return rows.length
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

interface NewVersion {
  readonly versionId: WorkflowVersionId
  readonly organizationId: OrganizationId
  readonly workflowId: WorkflowId
  readonly version: number
  readonly steps: readonly StoredStep[]
  readonly maxAttempts: number | null
  readonly reminder: Reminder | null
  readonly createdBy: MemberUserId | undefined
  readonly createdAt: Date
}

/** Adds a version, makes it the current one and renames when a name is given. Call with the workflow locked. */
export async function insertWorkflowVersion(db: Db, row: NewVersion & { readonly name?: string }): Promise<void> {
  const { organizationId, workflowId, version, createdAt, name } = row
  await insertVersion(db, row)
  await db
    .updateTable('workflows')
    .set({ version, updatedAt: createdAt, ...(name !== undefined && { name }) })
    .where('organizationId', '=', organizationId)
    .where('id', '=', workflowId)
    .execute()
}

async function insertVersion(db: Db, row: NewVersion): Promise<void> {
  const { versionId: id, organizationId, workflowId, version, steps, maxAttempts, reminder, createdBy, createdAt } = row
  await db
    .insertInto('workflowVersions')
    .values({
      id,
      organizationId,
      workflowId,
      version,
      steps: JSON.stringify(steps),
      maxAttempts,
      reminder: reminder && JSON.stringify(reminder),
      createdBy,
      createdAt,
    })
    .execute()
}

/** Lets sessions begin with a workflow, or no longer. */
export async function updateWorkflowStatus(
  db: Db,
  row: { organizationId: OrganizationId; id: WorkflowId; status: Workflow['status']; updatedAt: Date },
): Promise<void> {
  const { organizationId, id, status, updatedAt } = row
  await db
    .updateTable('workflows')
    .set({ status, updatedAt })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** The newest versions of a workflow, newest first, with who made it and how many of its sessions are not yet submitted. */
export function listVersionRows(db: Db, organizationId: OrganizationId, workflowId: WorkflowId, most: number) {
  return db
    .selectFrom('workflowVersions')
    .leftJoin('authUsers', 'authUsers.id', 'workflowVersions.createdBy')
    .select(({ selectFrom }) => [
      'workflowVersions.version',
      'workflowVersions.steps',
      'workflowVersions.maxAttempts',
      'workflowVersions.reminder',
      'workflowVersions.createdAt',
      'authUsers.name as createdByName',
      selectFrom('sessions')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('sessions.organizationId', '=', organizationId)
        .where('sessions.workflowId', '=', workflowId)
        .whereRef('sessions.workflowVersionId', '=', 'workflowVersions.id')
        .where('sessions.status', '=', 'PENDING')
        .as('pendingSessions'),
    ])
    .where('workflowVersions.organizationId', '=', organizationId)
    .where('workflowVersions.workflowId', '=', workflowId)
    .orderBy('workflowVersions.version', 'desc')
    .limit(most)
    .execute()
}

/** Sessions by workflow that began at or after `since`, and how many of them ended either way. */
export function countSessionsByWorkflow(
  db: Db,
  { organizationId, environment, since }: { organizationId: OrganizationId; environment: Environment; since: Date },
) {
  return db
    .selectFrom('sessions')
    .select(({ fn }) => [
      'workflowId',
      fn.countAll<number>().as('sessions'),
      fn.countAll<number>().filterWhere('status', '=', 'VERIFIED').as('verified'),
      fn.countAll<number>().filterWhere('status', '=', 'REJECTED').as('rejected'),
    ])
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where('workflowId', 'is not', null)
    .where('createdAt', '>=', since)
    .groupBy('workflowId')
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
