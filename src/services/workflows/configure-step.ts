/** Changes the settings of one step: the workflow gets a new version, sessions stay on the one they began with. */
import { isDeepStrictEqual } from 'node:util'
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { newId, type WorkflowId, type WorkflowVersionId } from '../../lib/ids.ts'
import { toStepWord } from '../../steps/catalogue.ts'
import { type EnvironmentActor, memberIdOf, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { refuseFixture } from '../fixture-ids.ts'
import { getWorkflow } from './get.ts'
import { parseStep } from './parse-steps.ts'
import { insertWorkflowVersion, lockWorkflow } from './queries.ts'
import type { Workflow } from './workflow.ts'

/**
 * Lays `config` over the stored settings of a step (any case and separator) and answers the workflow. Settings that
 * are not named stay; a change that changes nothing makes no version. Throws `not_found` for the workflow or a step
 * that it does not have, `access_denied`, `validation_failed`. Of two at once, both are kept. Audited.
 */
export async function configureStep(
  ctx: TxContext,
  actor: EnvironmentActor,
  workflowId: string,
  change: { step: string; config: Readonly<Record<string, unknown>> },
): Promise<Workflow> {
  requireScope(actor, 'workflows:write')
  refuseFixture(actor, workflowId)
  const { id, organizationId } = await getWorkflow(ctx, actor, workflowId)
  await withTransaction(ctx, async (tx) => {
    const workflow = await lockWorkflow(tx.db, organizationId, id)
    if (!workflow) throw new AppError('not_found')
    const steps = withConfig(workflow, change)
    if (isDeepStrictEqual(steps, workflow.steps)) return
    const version = workflow.version + 1
    const versionId = newId<WorkflowVersionId>()
    await insertWorkflowVersion(tx.db, {
      versionId,
      organizationId,
      workflowId: id,
      version,
      steps,
      maxAttempts: workflow.maxAttempts,
      reminder: workflow.reminder,
      createdBy: memberIdOf(actor),
      createdAt: nowDate(ctx.clock),
    })
    await recordAudit(tx, actor, { action: 'workflow.update', targetId: id, details: { version } })
  })
  return getWorkflow(ctx, actor, id satisfies WorkflowId)
}

function withConfig(
  workflow: Workflow,
  change: { step: string; config: Readonly<Record<string, unknown>> },
): Workflow['steps'] {
  const id = toStepWord(change.step)
  const stored = workflow.steps.find((step) => step.id === id)
  if (!stored) {
    const steps = workflow.steps.map((step) => step.id).join(', ')
    throw new AppError('not_found', { message: `This workflow has no step ${change.step}: it has ${steps}` })
  }
  const changed = parseStep(id, { ...stored.config, ...change.config })
  return workflow.steps.map((step) => (step.id === id ? changed : step))
}
