/** Gets one workflow with its current version. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { WorkflowId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireOwner } from '../actor.ts'
import { findWorkflowById, type WorkflowRow } from './queries.ts'

/** The workflow; throws `not_found`, and `access_denied` for another organization's or one the key may not use. */
export async function getWorkflow(ctx: TxContext, actor: ApiKeyActor, id: WorkflowId): Promise<WorkflowRow> {
  const workflow = await findWorkflowById(ctx.db, id)
  if (!workflow) throw new AppError('not_found', { message: `There is no workflow ${id}` })
  requireOwner(actor, workflow)
  if (actor.workflowId && actor.workflowId !== workflow.id) throw new AppError('access_denied')
  return workflow
}
