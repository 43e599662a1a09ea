/** Creates a workflow: an ordered list of steps that a session goes through. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment, StoredStep } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import { newId, type WorkflowId, type WorkflowVersionId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { findStepId, parseStepConfig, STEP_IDS } from './catalogue.ts'
import { findWorkflowByName, insertWorkflow } from './queries.ts'

const MOST_STEPS = 10

export interface CreateWorkflow {
  /** 1 to 255 characters. */
  readonly name: string
  readonly environment: Environment
  /** 1 to 10, each id once. */
  readonly steps: ReadonlyArray<{ readonly id: string; readonly config?: unknown }>
}

/** Creates a workflow with its first version; throws `validation_failed` with a hint per wrong step. Audited. */
export async function createWorkflow(ctx: TxContext, actor: Actor, input: CreateWorkflow): Promise<WorkflowId> {
  requireScope(actor, 'workflows:write')
  const steps = parseSteps(input.steps)
  const id = newId<WorkflowId>()
  await withTransaction(ctx, async (tx) => {
    await insertWorkflow(tx.db, {
      id,
      versionId: newId<WorkflowVersionId>(),
      organizationId: actor.organizationId,
      environment: input.environment,
      name: input.name,
      steps,
      createdAt: nowDate(ctx.clock),
    })
    await recordAudit(tx, actor, { action: 'workflow.create', targetId: id })
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

/** Steps in stored form: UPPER_SNAKE ids, flat configs with their defaults. */
function parseSteps(steps: CreateWorkflow['steps']): readonly StoredStep[] {
  const hints: Hint[] = []
  if (steps.length < 1 || steps.length > MOST_STEPS) {
    hints.push({ code: 'invalid_size', path: ['steps'], message: `A workflow has 1 to ${MOST_STEPS} steps` })
  }
  const seen = new Set<string>()
  const stored = steps.flatMap((step, index) => {
    const id = findStepId(step.id)
    if (!id) {
      const message = `Unknown step ${step.id}: this installation can run ${STEP_IDS.join(', ')}`
      hints.push({ code: 'invalid_value', path: ['steps', index, 'id'], message })
      return []
    }
    if (seen.has(id)) {
      hints.push({ code: 'duplicate', path: ['steps', index, 'id'], message: `duplicate step ${id}` })
    }
    seen.add(id)
    const config = parseStepConfig(id, step.config)
    if (config.success) return [{ id, config: config.data }]
    for (const issue of config.error.issues) {
      const path = ['steps', index, 'config', ...issue.path.map(String)]
      hints.push({ code: issue.code, path, message: issue.message })
    }
    return []
  })
  const [first] = hints
  if (first) throw new AppError('validation_failed', { message: first.message, hints })
  return stored
}
