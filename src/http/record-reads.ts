/** Puts reads of applicants' data by keys and members on record: a route says what it shows, and the rest is done here. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '../lib/ids.ts'
import { type ApiKeyActor, actorId, type MemberActor } from '../services/actor.ts'
import { seesApplicants } from '../services/applicants/mask.ts'
import type { ReadEntry } from '../services/audit/read-recorder.ts'
import type { AuditDetails } from '../services/audit/record.ts'
import { tellFilters } from '../services/audit/tell-filters.ts'
import type { App } from './app-type.ts'
import type { HttpServices } from './services.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route shows of applicants; every route that shows any says so (`test/repository/reads.test.ts`). */
    reads?: Read
  }
}

/** What a route shows: one session, named by `:id`, or by the answer where `:id` names something of it; or a list of some kind. */
export type Read =
  | { readonly action: 'session.read'; readonly view?: string; readonly of?: 'answer' }
  | { readonly action: 'session.list' | 'audit.read'; readonly list: string }

/** Adds the recorder to those routes of this scope that show applicants, and nothing to the others. */
export function registerReadRecorder(scope: App, { reads }: HttpServices): void {
  scope.addHook('onRoute', (route) => {
    const read = route.config?.reads
    if (!read) return
    route.preHandler = [
      (req: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
        reads.requireWritable(readerOf(req).organizationId)
        done()
      },
      ...[route.preHandler ?? []].flat(),
    ]
    route.preSerialization = [
      ...[route.preSerialization ?? []].flat(),
      (req: FastifyRequest, reply: FastifyReply, payload: unknown, done: (error: null, payload: unknown) => void) => {
        const entry = reply.statusCode < 400 && describeRead(read, req, payload)
        if (entry) reads.note(entry)
        done(null, payload)
      },
    ]
  })
}

function readerOf(req: FastifyRequest): ApiKeyActor | MemberActor {
  const reader = req.authenticated?.actor ?? req.member
  if (!reader) throw new Error('a route that shows applicants stands behind a gate')
  return reader
}

/** Undefined for the fixed sessions of the sandbox, and for events that are of no session: they are nobody's. */
function describeRead(read: Read, req: FastifyRequest, payload: unknown): ReadEntry | undefined {
  const reader = readerOf(req)
  const { organizationId, kind: actorKind } = reader
  const entry = { organizationId, actorKind, actorId: actorId(reader), action: read.action, ip: req.ip }
  const masked = !seesApplicants(reader) && { masked: true }
  if (read.action !== 'session.read') {
    return { ...entry, details: { list: read.list, ...toFilters(req.query), rows: countRows(payload), ...masked } }
  }
  const { view, of } = read
  const id = of === 'answer' ? sessionOf(payload) : (req.params as { id: string }).id
  return isUuid(id) ? { ...entry, targetId: id, details: { ...(view && { view }), ...masked } } : undefined
}

function sessionOf(payload: unknown): string {
  const { session_id, sessionId } = payload as { session_id?: string; sessionId?: string | null }
  return session_id ?? sessionId ?? ''
}

/** Filters whose values are our own words, numbers, ids and times; of any other only that it was given is kept. */
const TOLD = new Set([
  ...['limit', 'offset', 'status', 'progress', 'workflow', 'workflow_id', 'workflowId', 'by_organization'],
  ...['start_date', 'end_date', 'createdFrom', 'createdTo', 'action', 'actorKind', 'from', 'to', 'reads'],
])
/** Which page it is says nothing that a reader of the log could use. */
const LEFT_OUT = new Set(['environment', 'cursor', 'next_token'])

/** The query as it was checked. */
function toFilters(query: unknown): AuditDetails {
  const filters = Object.entries(query as Record<string, unknown>).filter(([name]) => !LEFT_OUT.has(name))
  return tellFilters(Object.fromEntries(filters), (name) => TOLD.has(name))
}

function countRows(payload: unknown): number {
  const { items, sessions } = payload as { items?: readonly unknown[]; sessions?: readonly unknown[] }
  return (items ?? sessions ?? []).length
}
