/** Lists the workflows with what came of their sessions lately, for the console's overview. */
import type { Context } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { isFixtureId } from '../fixture-ids.ts'
import { listWorkflows } from './list.ts'
import { tokensPerSession } from './price.ts'
import { countSessionsByWorkflow } from './queries.ts'
import type { Workflow } from './workflow.ts'

const DAYS = 30
const DAY_MS = 86_400_000

export interface CountedWorkflow {
  readonly workflow: Workflow
  /** One of the sandbox's fixed examples, which cannot be changed. */
  readonly isFixture: boolean
  readonly tokensPerSession: number
  /** Sessions of the last 30 days. */
  readonly sessions: number
  /** 0 to 1: verified ones among those that were verified or rejected; undefined when none was. */
  readonly passRate: number | undefined
}

/** Newest first; the same workflows as `listWorkflows`. */
export async function listWorkflowsWithCounts(
  ctx: Context,
  actor: EnvironmentActor,
): Promise<readonly CountedWorkflow[]> {
  requireScope(actor, 'workflows:read')
  const { organizationId, environment } = actor
  const since = new Date(nowDate(ctx.clock).getTime() - DAYS * DAY_MS)
  const [workflows, counts] = await Promise.all([
    listWorkflows(ctx, actor),
    countSessionsByWorkflow(ctx.db, { organizationId, environment, since }),
  ])
  return workflows.map((workflow) => {
    const count = counts.find(({ workflowId }) => workflowId === workflow.id)
    const ended = count ? count.verified + count.rejected : 0
    return {
      workflow,
      isFixture: isFixtureId(workflow.id),
      tokensPerSession: tokensPerSession(ctx, actor, workflow.steps),
      sessions: count?.sessions ?? 0,
      passRate: count && ended > 0 ? count.verified / ended : undefined,
    }
  })
}
