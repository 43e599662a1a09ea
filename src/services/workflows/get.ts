/** Gets one workflow with its current version. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type WorkflowId } from '../../lib/ids.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireOwner } from '../actor.ts'
import { findFixtureWorkflow } from './fixtures.ts'
import { findWorkflowById } from './queries.ts'
import type { Workflow } from './workflow.ts'

/**
 * The workflow; throws `not_found`, and `access_denied` for another organization's or one the key may not use.
 * In the sandbox there is also the contract's fixture.
 */
export async function getWorkflow(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<Workflow> {
  const fixture = findFixtureWorkflow(actor, id)
  if (fixture) return fixture
  const workflow = isUuid(id) ? await findOwnFirst(() => findWorkflowById(ctx.db, id as WorkflowId)) : undefined
  if (!workflow) throw new AppError('not_found', { message: 'There is no workflow with this id' })
  requireOwner(actor, workflow)
  const only = onlyWorkflowOf(actor)
  if (only && only !== workflow.id) throw new AppError('access_denied')
  return workflow
}
