/** Lists the workflows of an organization. */
import type { TxContext } from '../../context.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireScope } from '../actor.ts'
import { listFixtureWorkflows } from './fixtures.ts'
import { listWorkflowRows } from './queries.ts'
import type { Workflow } from './workflow.ts'

/**
 * Every workflow of the actor's organization and environment, newest first; one only when the key is for one only.
 * An empty sandbox lists the contract's fixture.
 */
export async function listWorkflows(ctx: TxContext, actor: EnvironmentActor): Promise<readonly Workflow[]> {
  requireScope(actor, 'workflows:read')
  const rows = await listWorkflowRows(ctx.db, actor.organizationId, actor.environment)
  const workflows = rows.length > 0 ? rows : listFixtureWorkflows(actor)
  const only = onlyWorkflowOf(actor)
  return only ? workflows.filter(({ id }) => id === only) : workflows
}
