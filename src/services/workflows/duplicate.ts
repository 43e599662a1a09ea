/** Copies the current version of a workflow to a workflow of its own, in the same environment or in the other. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { WorkflowId } from '../../lib/ids.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { createWorkflow } from './create.ts'
import { getWorkflow } from './get.ts'

/** Longest name of a workflow. */
export const MAX_NAME_CHARACTERS = 255
const SUFFIX = ' (copy)'

/**
 * The id of the copy, whose first version has the same steps. Left out: a name that says that it is a copy, and the
 * environment that the member looks at. Throws `not_found`, `access_denied`, and `validation_failed` for a fixture of
 * the sandbox with steps that cannot run. Audited.
 */
export async function duplicateWorkflow(
  ctx: TxContext,
  actor: MemberActor,
  workflowId: string,
  { name, environment = actor.environment }: { name?: string | undefined; environment?: Environment | undefined },
): Promise<WorkflowId> {
  requireScope(actor, 'workflows:write')
  const original = await getWorkflow(ctx, actor, workflowId)
  return createWorkflow(ctx, actor, {
    name: name ?? `${original.name.slice(0, MAX_NAME_CHARACTERS - SUFFIX.length)}${SUFFIX}`,
    environment,
    steps: original.steps,
    maxAttempts: original.maxAttempts,
    reminder: original.reminder,
    copyOf: original.id,
  })
}
