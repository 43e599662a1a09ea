/** /v1/sessions: create, list, retrieve, decide. */
import * as z from 'zod'
import type { Context } from '../../context.ts'
import type { EvidenceId, WorkflowId } from '../../lib/ids.ts'
import { signFileLink } from '../../services/evidence/links.ts'
import { decideSession } from '../../services/reviews/decide.ts'
import { getSessionOrFixture } from '../../services/sandbox/get-session.ts'
import { listSessionsOrFixtures } from '../../services/sandbox/list-sessions.ts'
import { createSession } from '../../services/sessions/create.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import type { HttpServices } from '../services.ts'
import { acceptCamelCase, acceptSnakeCase } from '../wire/aliases.ts'
import { errorResponses } from '../wire/errors.ts'
import { resourceIdField } from '../wire/fields.ts'
import {
  createdSessionBody,
  createSessionBody,
  listedSessionsBody,
  listSessionsQuery,
  patchSessionBody,
  retrievedSessionBody,
  toCreatedSession,
  toListedSessions,
  toListSessions,
  toRetrievedSession,
  updateStatusBody,
} from '../wire/sessions.ts'

/** Adds the routes. `POST /v1/idv` is the contract's older name of creation. */
export function registerSessions(api: App, { ctx, creates }: HttpServices): void {
  const createSchema = {
    tags: ['Sessions'],
    summary: 'Create a session and get the applicant’s link',
    body: createSessionBody,
    response: { 200: createdSessionBody, ...errorResponses(400, 402, 404, 409, 413, 415) },
  }
  for (const url of ['/sessions', '/idv']) {
    api.post(
      url,
      {
        schema: { ...createSchema, deprecated: url === '/idv' },
        config: { scope: 'sessions:write' },
        preValidation: acceptSnakeCase(Object.keys(createSessionBody.shape)),
      },
      async (req) => {
        const { workflowId, ...body } = req.body
        // The schema has checked that it is a UUID.
        const input = { ...body, workflowId: workflowId as WorkflowId, work: workOf(req) }
        const session = await createSession(ctx, creates, actorOf(req), input)
        req.madeSessionId = session.id
        return toCreatedSession(session, ctx.config.http.baseUrl, body)
      },
    )
  }

  registerReads(api, ctx)
  registerDecisions(api, ctx)
}

const sessionParams = z.object({ id: resourceIdField })

function registerReads(api: App, ctx: Context): void {
  const listSchema = {
    tags: ['Sessions'],
    summary: 'List sessions, newest first',
    querystring: listSessionsQuery,
    response: { 200: listedSessionsBody, ...errorResponses(400) },
  }
  const listRoute = {
    schema: listSchema,
    config: { scope: 'sessions:read' as const },
    preValidation: acceptCamelCase(Object.keys(listSessionsQuery.shape)),
  }
  api.get('/sessions', listRoute, async (req) =>
    toListedSessions(await listSessionsOrFixtures(ctx, actorOf(req), toListSessions(req.query)), req.query),
  )

  const getSchema = {
    tags: ['Sessions'],
    summary: 'Retrieve a session',
    params: sessionParams,
    response: { 200: retrievedSessionBody, ...errorResponses(400, 404) },
  }
  api.get('/sessions/:id', { schema: getSchema, config: { scope: 'sessions:read' } }, async (req) =>
    toRetrievedSession(await getSessionOrFixture(ctx, actorOf(req), req.params.id), linkTo(ctx)),
  )
}

function linkTo(ctx: Context): (id: string) => string {
  return (id) => signFileLink(ctx, id as EvidenceId)
}

/** Two spellings of one act; the older one can also void. */
function registerDecisions(api: App, ctx: Context): void {
  const shared = {
    tags: ['Sessions'],
    params: sessionParams,
    response: { 200: retrievedSessionBody, ...errorResponses(400, 404, 409, 413, 415) },
  }
  const config = { scope: 'sessions:write' as const }

  const updateSchema = { ...shared, summary: 'Verify or reject a session by hand', body: updateStatusBody }
  const updateRoute = { schema: updateSchema, config, preValidation: acceptCamelCase(['new_status']) }
  api.patch('/sessions/:id/update-status', updateRoute, async (req) =>
    toRetrievedSession(await decideSession(ctx, actorOf(req), req.params.id, req.body.new_status), linkTo(ctx)),
  )

  const patchSchema = { ...shared, summary: 'Verify, reject or void a session by hand', body: patchSessionBody }
  api.patch('/sessions/:id', { schema: patchSchema, config }, async (req) =>
    toRetrievedSession(await decideSession(ctx, actorOf(req), req.params.id, req.body.status), linkTo(ctx)),
  )
}
