/** Creates a session of a workflow that a client drives: no invitation and no page. */
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type WorkflowId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { type CreateSession, createSession } from '../sessions/create.ts'
import type { SessionCreates } from '../sessions/create-batch/session-creates.ts'
import { getOwnSession } from '../sessions/get.ts'
import { getWorkflow } from '../workflows/get.ts'
import { type RunState, readRun } from './state.ts'

export interface CreatedRun {
  readonly state: RunState
  readonly expiresAt: Date | null
}

/**
 * Throws `not_found`, `access_denied`, `validation_failed` for an inactive workflow, `steps_not_runnable`,
 * `balance_insufficient`. Audited. Work that was done before answers the same session again.
 */
export async function createRun(
  ctx: Context,
  creates: SessionCreates,
  actor: ApiKeyActor,
  workflowId: string,
  input: Omit<CreateSession, 'workflowId' | 'isHeadless'>,
): Promise<CreatedRun> {
  requireScope(actor, 'sessions:write')
  if (!isUuid(workflowId)) throw new AppError('not_found', { message: 'There is no workflow with this id' })
  const { status } = await getWorkflow(ctx, actor, workflowId)
  if (status !== 'active') throw new AppError('validation_failed', { message: 'This workflow is inactive' })
  const created = await createSession(ctx, creates, actor, {
    ...input,
    workflowId: workflowId as WorkflowId,
    isHeadless: true,
  })
  const session = await getOwnSession(ctx, actor, created.id)
  return { state: await readRun(ctx, session), expiresAt: session.expiresAt }
}
