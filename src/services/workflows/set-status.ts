/** Archives a workflow, so that no session can begin with it, and takes it back into use. */
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { refuseFixture } from '../fixture-ids.ts'
import { getWorkflow } from './get.ts'
import { lockWorkflow, updateWorkflowStatus } from './queries.ts'
import type { Workflow } from './workflow.ts'

/**
 * The workflow with that status; sessions that have begun go on. Throws `not_found` and `access_denied`. Audited,
 * unless it had the status already.
 */
export async function setWorkflowStatus(
  ctx: TxContext,
  actor: EnvironmentActor,
  workflowId: string,
  status: Workflow['status'],
): Promise<Workflow> {
  requireScope(actor, 'workflows:write')
  refuseFixture(actor, workflowId)
  const { id, organizationId } = await getWorkflow(ctx, actor, workflowId)
  await withTransaction(ctx, async (tx) => {
    const workflow = await lockWorkflow(tx.db, organizationId, id)
    if (!workflow) throw new AppError('not_found')
    if (workflow.status === status) return
    await updateWorkflowStatus(tx.db, { organizationId, id, status, updatedAt: nowDate(ctx.clock) })
    await recordAudit(tx, actor, { action: 'workflow.set_status', targetId: id, details: { status } })
  })
  return getWorkflow(ctx, actor, id)
}
