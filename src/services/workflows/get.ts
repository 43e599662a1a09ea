/** Gets one workflow with its current version. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type WorkflowId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireOwner } from '../actor.ts'
import { findFixtureWorkflow } from '../sandbox/workflow-fixtures.ts'
import { findWorkflowById } from './queries.ts'
import type { Workflow } from './workflow.ts'

/**
 * The workflow; throws `not_found`, and `access_denied` for another organization's or one the key may not use.
 * A sandbox key is also given the contract's fixture.
 */
export async function getWorkflow(ctx: TxContext, actor: ApiKeyActor, id: string): Promise<Workflow> {
  const fixture = findFixtureWorkflow(actor, id)
  if (fixture) return fixture
  const workflow = isUuid(id) ? await findWorkflowById(ctx.db, id as WorkflowId) : undefined
  if (!workflow) throw new AppError('not_found', { message: `There is no workflow ${id}` })
  requireOwner(actor, workflow)
  if (actor.workflowId && actor.workflowId !== workflow.id) throw new AppError('access_denied')
  return workflow
}
