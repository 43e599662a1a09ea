/** Creates a workflow: an ordered list of steps that a session goes through. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Reminder } from '../../db/link-tables.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { newId, type WorkflowId, type WorkflowVersionId } from '../../lib/ids.ts'
import { type Actor, memberIdOf, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import type { Work } from '../idempotency/work.ts'
import { parseSteps } from './parse-steps.ts'
import { countWorkflows, findWorkflowById, findWorkflowByName, insertWorkflow } from './queries.ts'
import { DEFAULT_MAX_ATTEMPTS } from './workflow.ts'

export interface CreateWorkflow {
  /** 1 to 255 characters. */
  readonly name: string
  readonly environment: Environment
  /** 1 to 10, each id once, in any case and separator. */
  readonly steps: ReadonlyArray<{ readonly id: string; readonly config?: unknown }>
  /** Failed attempts of a session, 1 to 20; null: no limit; left out: 3. */
  readonly maxAttempts?: number | null | undefined
  /** Null or left out: nobody is reminded. */
  readonly reminder?: Reminder | null | undefined
  /** The workflow that this one is a copy of. */
  readonly copyOf?: string | undefined
  /** Left out when the caller has not named the request by an Idempotency-Key. */
  readonly work?: Work | undefined
}

/** Lists show them all: more than any organization needs, and few enough for one answer. */
const MAX_WORKFLOWS = 1000

/**
 * Creates a workflow with its first version; throws `validation_failed` with a hint per wrong step, `access_denied`
 * for a key that may use one workflow only, `conflict` beyond 1,000 in an environment. Audited. Work that was done before answers the same workflow again.
 */
export async function createWorkflow(ctx: TxContext, actor: Actor, input: CreateWorkflow): Promise<WorkflowId> {
  requireScope(actor, 'workflows:write')
  if (actor.kind === 'api_key' && actor.workflowId) throw new AppError('access_denied')
  const steps = parseSteps(input.steps)
  const id = (input.work?.id ?? newId()) as WorkflowId
  const done = input.work?.isRetry ? await findWorkflowById(ctx.db, id) : undefined
  if (done?.organizationId === actor.organizationId) return id
  if ((await countWorkflows(ctx.db, actor.organizationId, input.environment, MAX_WORKFLOWS)) >= MAX_WORKFLOWS) {
    throw new AppError('conflict', { message: `An organization has at most ${MAX_WORKFLOWS} workflows` })
  }
  await withTransaction(ctx, async (tx) => {
    await insertWorkflow(tx.db, {
      id,
      versionId: newId<WorkflowVersionId>(),
      organizationId: actor.organizationId,
      environment: input.environment,
      name: input.name,
      steps,
      maxAttempts: input.maxAttempts === undefined ? DEFAULT_MAX_ATTEMPTS : input.maxAttempts,
      reminder: input.reminder ?? null,
      createdBy: memberIdOf(actor),
      createdAt: nowDate(ctx.clock),
    })
    const details = { version: 1, ...(input.copyOf !== undefined && { copyOf: input.copyOf }) }
    await recordAudit(tx, actor, { action: 'workflow.create', targetId: id, details })
  })
  return id
}

/** The newest workflow of that name in the actor's organization, or undefined. */
export async function findWorkflowNamed(
  ctx: TxContext,
  actor: Actor,
  environment: Environment,
  name: string,
): Promise<WorkflowId | undefined> {
  const row = await findWorkflowByName(ctx.db, actor.organizationId, environment, name)
  return row?.id
}
