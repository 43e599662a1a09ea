/** Publishes a version of a workflow: other steps, settings or another name; sessions stay on the one they began with. */
import { isDeepStrictEqual } from 'node:util'
import { type TxContext, withTransaction } from '../../context.ts'
import type { Reminder } from '../../db/link-tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { newId, type WorkflowVersionId } from '../../lib/ids.ts'
import { type EnvironmentActor, memberIdOf, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { refuseFixture } from '../fixture-ids.ts'
import { getWorkflow } from './get.ts'
import { type GivenStep, parseSteps } from './parse-steps.ts'
import { insertWorkflowVersion, lockWorkflow } from './queries.ts'
import type { Workflow } from './workflow.ts'

export interface PublishWorkflow {
  /** 1 to 255 characters. */
  readonly name: string
  readonly steps: readonly GivenStep[]
  /** Failed attempts of a session, 1 to 20; null: no limit; left out: as it was. */
  readonly maxAttempts?: number | null | undefined
  /** Null: nobody is reminded; left out: as it was. */
  readonly reminder?: Reminder | null | undefined
  /** The version that the author began from. */
  readonly basedOn: number
}

/**
 * The workflow with its new version; what changes nothing makes none. Throws `conflict` when somebody published after
 * `basedOn`, with the current version in `current_version`; `not_found`, `access_denied`, `validation_failed`. Audited.
 */
export async function publishWorkflow(
  ctx: TxContext,
  actor: EnvironmentActor,
  workflowId: string,
  { name, steps: given, basedOn, maxAttempts: asked, reminder: askedReminder }: PublishWorkflow,
): Promise<Workflow> {
  requireScope(actor, 'workflows:write')
  refuseFixture(actor, workflowId)
  const { id, organizationId } = await getWorkflow(ctx, actor, workflowId)
  const steps = parseSteps(given)
  await withTransaction(ctx, async (tx) => {
    const workflow = await lockWorkflow(tx.db, organizationId, id)
    if (!workflow) throw new AppError('not_found')
    if (workflow.version !== basedOn) throw publishedMeanwhile(workflow)
    const maxAttempts = asked === undefined ? workflow.maxAttempts : asked
    const reminder = askedReminder === undefined ? workflow.reminder : askedReminder
    const isSame = workflow.name === name && workflow.maxAttempts === maxAttempts
    if (isSame && isDeepStrictEqual([steps, reminder], [workflow.steps, workflow.reminder])) return
    const version = workflow.version + 1
    await insertWorkflowVersion(tx.db, {
      ...{ organizationId, workflowId: id, version, name, steps, maxAttempts, reminder },
      versionId: newId<WorkflowVersionId>(),
      createdBy: memberIdOf(actor),
      createdAt: nowDate(ctx.clock),
    })
    await recordAudit(tx, actor, { action: 'workflow.update', targetId: id, details: { version } })
  })
  return getWorkflow(ctx, actor, id)
}

function publishedMeanwhile({ version }: Workflow): AppError {
  return new AppError('conflict', {
    message: `Version ${version} was published meanwhile`,
    details: { current_version: version },
  })
}
