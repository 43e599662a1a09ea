/** …/request-logs: single requests of the organization's keys, with neither bodies nor headers. */
import * as z from 'zod'
import type { ApiKeyId, SessionId } from '../../../lib/ids.ts'
import { listErrorGroups } from '../../../services/request-logs/error-groups.ts'
import { getRequestLog, listRequestLogs } from '../../../services/request-logs/list.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'
import { idField } from '../../wire/fields.ts'

const STATUS_FORM = /^[1-5](xx|\d\d)$/

const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(1000).optional(),
  status: z.string().regex(STATUS_FORM, 'must be a status such as 404, or a class such as 4xx').optional(),
  method: z.enum(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE']).optional(),
  apiKeyId: idField.optional(),
  route: z.string().max(200).optional(),
  requestId: z.string().max(64).optional(),
  sessionId: idField.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
})
const idParams = z.object({ organizationId: z.string(), id: z.string().max(100) })

/** Adds the routes. */
export function registerConsoleRequestLogs(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'usage:read' as const }

  console.get('/request-logs', { config, schema: { querystring: listQuery } }, async (req) => {
    const { limit, cursor, status, method, apiKeyId, route, requestId, sessionId, from, to } = req.query
    const page = await listRequestLogs(ctx, memberOf(req), {
      ...{ limit, cursor, method, route, requestId },
      ...toStatusBounds(status),
      // The schema has checked that both are UUIDs.
      apiKeyId: apiKeyId as ApiKeyId | undefined,
      sessionId: sessionId as SessionId | undefined,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    })
    return { ...page, keptDays: ctx.config.requests.logDays }
  })

  console.get('/request-errors', { config }, (req) => listErrorGroups(ctx, memberOf(req)))

  console.get('/request-logs/:id', { config, schema: { params: idParams } }, (req) =>
    getRequestLog(ctx, memberOf(req), req.params.id),
  )
}

function toStatusBounds(status: string | undefined): { statusFrom?: number; statusTo?: number } {
  if (status === undefined) return {}
  return { statusFrom: Number(status.replace('xx', '00')), statusTo: Number(status.replace('xx', '99')) }
}
