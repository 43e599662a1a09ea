/** Lists the versions of a workflow. */
import type { TxContext } from '../../context.ts'
import type { Reminder } from '../../db/link-tables.ts'
import type { StoredStep } from '../../db/tables.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { isFixtureId } from '../fixture-ids.ts'
import { getWorkflow } from './get.ts'
import { listVersionRows } from './queries.ts'

/** Older ones are kept, but not listed. */
const MAX_VERSIONS = 50

export interface WorkflowVersion {
  readonly version: number
  readonly steps: readonly StoredStep[]
  /** Null: no limit. */
  readonly maxAttempts: number | null
  /** Null: nobody is reminded. */
  readonly reminder: Reminder | null
  readonly createdAt: Date
  /** Name of the member who made it; undefined for an API key's, a command's, and a member's who is gone. */
  readonly createdBy: string | undefined
  /** Sessions on this version that the applicant has not submitted yet. */
  readonly pendingSessions: number
}

/** Newest first, at most 50. Throws `not_found` and `access_denied`. */
export async function listWorkflowVersions(
  ctx: TxContext,
  actor: EnvironmentActor,
  workflowId: string,
): Promise<readonly WorkflowVersion[]> {
  requireScope(actor, 'workflows:read')
  const { id, version, steps, maxAttempts, reminder, createdAt } = await getWorkflow(ctx, actor, workflowId)
  if (isFixtureId(id))
    return [{ version, steps, maxAttempts, reminder, createdAt, createdBy: undefined, pendingSessions: 0 }]
  const rows = await listVersionRows(ctx.db, actor.organizationId, id, MAX_VERSIONS)
  return rows.map(({ createdByName, pendingSessions, ...row }) => ({
    ...row,
    createdBy: createdByName ?? undefined,
    pendingSessions: pendingSessions ?? 0,
  }))
}
