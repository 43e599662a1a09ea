/** …/usage: how the organization's keys were used, against its limits. */
import * as z from 'zod'
import { getUsageBreakdown, getWorkflowUsage } from '../../../services/usage/breakdown.ts'
import { getUsageSeries, getUsageSummary, type UsageQuestion } from '../../../services/usage/get.ts'
import { USAGE_RANGES, type UsageRange } from '../../../services/usage/range.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const range = z.enum(USAGE_RANGES).default('24h')

/** Adds the routes. Everything that they answer is numbers, times, and names of keys and routes. */
export function registerConsoleUsage(console: App, { ctx, limiter }: HttpServices): void {
  const config = { scope: 'usage:read' as const }
  const querystring = z.object({ range, compare: z.literal('previous').optional() })
  const rangeQuery = z.object({ range })
  const breakdownQuery = z.object({ range, by: z.enum(['key', 'endpoint']) })

  console.get('/usage/summary', { config, schema: { querystring } }, (req) =>
    getUsageSummary(ctx, limiter, memberOf(req), toQuestion(req.query)),
  )

  console.get('/usage/series', { config, schema: { querystring } }, (req) =>
    getUsageSeries(ctx, memberOf(req), toQuestion(req.query)),
  )

  console.get('/usage/breakdown', { config, schema: { querystring: breakdownQuery } }, async (req) => ({
    items: await getUsageBreakdown(ctx, memberOf(req), req.query.range, req.query.by),
  }))

  console.get('/usage/workflows', { config, schema: { querystring: rangeQuery } }, (req) =>
    getWorkflowUsage(ctx, memberOf(req), req.query.range),
  )
}

function toQuestion({ range, compare }: { range: UsageRange; compare?: 'previous' | undefined }): UsageQuestion {
  return { range, isCompared: compare === 'previous' }
}
