/** /v1/sessions: create, list, retrieve, decide. */
import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { type EvidenceId, isUuid, type WorkflowId } from '../../lib/ids.ts'
import { signFileLink } from '../../services/evidence/links.ts'
import { isFixtureId } from '../../services/fixture-ids.ts'
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
import { anyIdField, resourceIdField } from '../wire/fields.ts'
import {
  createdSessionBody,
  createSessionBody,
  listedSessionsBody,
  listSessionsQuery,
  patchSessionBody,
  retrievedSessionBody,
  updateStatusBody,
} from '../wire/session-bodies.ts'
import { toCreatedSession, toListedSessions, toListSessions, toRetrievedSession } from '../wire/sessions.ts'

/** Adds the routes. `POST /v1/idv` is the contract's older name of creation. */
export function registerSessions(api: App, { ctx, creates }: HttpServices): void {
  const createSchema = {
    tags: ['Sessions'],
    summary: 'Create a session and get the applicant’s link',
    description:
      'The price of the workflow is held and settled when the applicant has submitted; 402 when the balance is short, ' +
      'and nothing is begun. A sandbox key pays nothing. Name the request by an Idempotency-Key, so that a repeated one ' +
      'makes no second session. Errors are looked for in this order: 401, 429, 403 of the scope, 400, 404, 403 ' +
      'and 409 of the workflow (unknown, not yours, inactive), 402.',
    body: createSessionBody,
    response: { 200: createdSessionBody, ...errorResponses(400, 402, 404, 409, 413, 415) },
  }
  for (const url of ['/sessions', '/idv']) {
    const isOld = url === '/idv'
    api.post(
      url,
      {
        schema: isOld
          ? {
              ...createSchema,
              operationId: 'createIdv',
              summary: 'Create a session by its older name',
              deprecated: true,
            }
          : { ...createSchema, operationId: 'createSession' },
        config: { scope: 'sessions:write' },
        preValidation: acceptSnakeCase(Object.keys(createSessionBody.shape)),
      },
      async (req) => {
        const { workflowId, sendEmailInvite, sendPhoneInvite, ...body } = req.body
        const actor = actorOf(req)
        // Asked for unless the caller says no (contract §4.2); people of the sandbox are made up, and their addresses often somebody's.
        const isLive = actor.environment === 'live'
        const invites = { invitesByMail: sendEmailInvite ?? isLive, invitesByPhone: sendPhoneInvite ?? isLive }
        const input = { ...body, ...invites, workflowId: toWorkflowId(workflowId), work: workOf(req) }
        const session = await createSession(ctx, creates, actor, input)
        req.madeSessionId = session.id
        return toCreatedSession(session, ctx.config.http.baseUrl)
      },
    )
  }

  registerReads(api, ctx)
  registerDecisions(api, ctx)
}

/** What is no UUID names no workflow: 404, as for one that is gone. */
function toWorkflowId(text: string | undefined): WorkflowId | undefined {
  if (text === undefined || isUuid(text) || isFixtureId(text)) return text as WorkflowId | undefined
  throw new AppError('not_found', { message: 'There is no such workflow: a workflowId is a UUID' })
}

const sessionParams = z.object({ id: resourceIdField.describe('UUID of the session, or a fixed word of the sandbox') })
/** Any word is a fixture there (contract §7); with a live key the service refuses what is no UUID. */
const readParams = z.object({
  id: anyIdField.describe('UUID of the session; in the sandbox any other word is a fixture'),
})

function registerReads(api: App, ctx: Context): void {
  const listSchema = {
    operationId: 'listSessions',
    tags: ['Sessions'],
    summary: 'List sessions, newest first',
    description:
      'Page by `next_token`, which stays right while sessions are added, or by `offset`. Of several filters the first of ' +
      '`external_id`, `workflow_id`, `by_organization` counts; without them a key sees what its owner sent. A sandbox ' +
      'key sees the sessions of the sandbox only.',
    querystring: listSessionsQuery,
    response: { 200: listedSessionsBody, ...errorResponses(400) },
  }
  const listRoute = {
    schema: listSchema,
    config: { scope: 'sessions:read' as const, reads: { action: 'session.list', list: 'sessions' } as const },
    preValidation: acceptCamelCase(Object.keys(listSessionsQuery.shape)),
  }
  api.get('/sessions', listRoute, async (req) =>
    toListedSessions(await listSessionsOrFixtures(ctx, actorOf(req), toListSessions(req.query)), req.query),
  )

  const getSchema = {
    operationId: 'retrieveSession',
    tags: ['Sessions'],
    summary: 'Retrieve a session',
    description:
      'The record with what the checks measured, the people, and signed URLs of the pictures that live 15 minutes. Safe ' +
      'to poll within the limits. 404 when there is no such session, 403 when it is another organization’s.',
    params: readParams,
    response: { 200: retrievedSessionBody, ...errorResponses(400, 404) },
  }
  const getConfig = { scope: 'sessions:read', reads: { action: 'session.read' } } as const
  api.get('/sessions/:id', { schema: getSchema, config: getConfig }, async (req) =>
    toRetrievedSession(await getSessionOrFixture(ctx, actorOf(req), req.params.id), linkTo(ctx, req)),
  )
}

function linkTo(ctx: Context, req: FastifyRequest): (id: string) => string {
  const { apiKeyId } = actorOf(req)
  return (id) => signFileLink(ctx, id as EvidenceId, apiKeyId)
}

const DECISION =
  'Overrides what the rules said; audited. 409 with `current_status` when the session is in no state for it: read it ' +
  'again and decide from there.'

/** Two spellings of one act; the older one can also void. */
function registerDecisions(api: App, ctx: Context): void {
  const shared = {
    tags: ['Sessions'],
    params: sessionParams,
    response: { 200: retrievedSessionBody, ...errorResponses(400, 404, 409, 413, 415) },
  }

  const updateSchema = {
    ...shared,
    operationId: 'updateSessionStatus',
    summary: 'Verify or reject a session by hand',
    description: `${DECISION} The older route PATCH /v1/sessions/{id} can also void.`,
    body: updateStatusBody,
  }
  const updateRoute = {
    schema: updateSchema,
    config: { scope: 'sessions:decide' as const },
    preValidation: acceptCamelCase(['new_status']),
  }
  api.patch('/sessions/:id/update-status', updateRoute, async (req) =>
    toRetrievedSession(await decideSession(ctx, actorOf(req), req.params.id, req.body.new_status), linkTo(ctx, req)),
  )

  const patchSchema = {
    ...shared,
    operationId: 'patchSession',
    summary: 'Verify, reject or void a session by hand',
    description: `${DECISION} VOIDED calls it back: what ran is paid, the rest of the hold is released.`,
    body: patchSessionBody,
  }
  // Which one is needed, the body and the session's status say.
  const config = { scope: ['sessions:decide', 'sessions:write'] as const }
  api.patch('/sessions/:id', { schema: patchSchema, config }, async (req) =>
    toRetrievedSession(await decideSession(ctx, actorOf(req), req.params.id, req.body.status), linkTo(ctx, req)),
  )
}
