/** Tells by what an environment was used: its keys, the endpoints, and the workflows of its sessions. */
import type { TxContext } from '../../context.ts'
import type { ApiKeyId, WorkflowId } from '../../lib/ids.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { type Latency, toFilter, toLatency } from './measure.ts'
import { sumByEndpoint, sumByKey, sumByWorkflow, sumLatencies, type UsageSums } from './queries.ts'
import { toStretch, type UsageRange } from './range.ts'

/** Rows of a breakdown. */
const MAX_ROWS = 100
/** Sessions that are looked at: each is a row of its table, and its tokens one of another. */
const MAX_SESSIONS = 10_000

/** What one key or one endpoint was asked. */
export interface UsageShare extends UsageSums {
  readonly apiKey?: { readonly id: ApiKeyId; readonly name: string | undefined; readonly display: string | undefined }
  readonly endpoint?: { readonly method: string; readonly route: string }
  readonly latency?: Latency | undefined
}

/** The 100 busiest keys or endpoints of a range, the busiest first; endpoints with their latency. */
export async function getUsageBreakdown(
  ctx: TxContext,
  actor: EnvironmentActor,
  range: UsageRange,
  by: 'key' | 'endpoint',
): Promise<UsageShare[]> {
  requireScope(actor, 'usage:read')
  const filter = toFilter(actor, toStretch(range, ctx.clock.nowMs()))
  if (by === 'key') {
    const rows = await sumByKey(ctx.db, filter, MAX_ROWS)
    return rows.map(({ apiKeyId, name, prefix, last4, ...sums }) => {
      const display = name === null ? undefined : `${prefix}…${last4}`
      return { ...sums, apiKey: { id: apiKeyId, name: name ?? undefined, display } }
    })
  }
  const [rows, latencies] = await Promise.all([sumByEndpoint(ctx.db, filter, MAX_ROWS), sumLatencies(ctx.db, filter)])
  return rows.map(({ method, route, ...sums }) => {
    const own = latencies.filter((row) => row.method === method && row.route === route)
    return { ...sums, endpoint: { method, route }, latency: toLatency(own) }
  })
}

/** What became of the sessions of one workflow. */
export interface WorkflowShare {
  /** Undefined: sessions without one. */
  readonly workflow: { readonly id: WorkflowId; readonly name: string } | undefined
  readonly sessions: number
  /** Handed in by the applicant, whatever came of it. */
  readonly submitted: number
  readonly verified: number
  /** Held while the session is open, settled after. */
  readonly tokens: number
}

export interface WorkflowUsage {
  readonly items: readonly WorkflowShare[]
  /** The sessions from here on are counted: the range's beginning, or later when there are too many. */
  readonly countedFrom: Date
  readonly isWhole: boolean
}

/** The sessions created in a range by workflow, most first; of more than 10,000 the newest 10,000. */
export async function getWorkflowUsage(
  ctx: TxContext,
  actor: EnvironmentActor,
  range: UsageRange,
): Promise<WorkflowUsage> {
  requireScope(actor, 'usage:read')
  const { from, to } = toStretch(range, ctx.clock.nowMs())
  const { organizationId, environment } = actor
  const rows = await sumByWorkflow(ctx.db, { organizationId, environment, from, to }, MAX_SESSIONS)
  const isWhole = rows.reduce((sum, { sessions }) => sum + sessions, 0) < MAX_SESSIONS
  const oldestMs = Math.min(...rows.map(({ oldestAt }) => oldestAt.getTime()))
  return {
    items: rows.slice(0, MAX_ROWS).map(({ workflowId, name, sessions, submitted, verified, tokens }) => ({
      workflow: workflowId === null ? undefined : { id: workflowId, name: name ?? '' },
      ...{ sessions, submitted, verified, tokens },
    })),
    countedFrom: isWhole ? from : new Date(oldestMs),
    isWhole,
  }
}
