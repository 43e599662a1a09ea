/** /v1/sessions: create and retrieve. */
import * as z from 'zod'
import type { SessionId, WorkflowId } from '../../lib/ids.ts'
import { createSession } from '../../services/sessions/create.ts'
import { getSession } from '../../services/sessions/get.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { acceptSnakeCase } from '../wire/aliases.ts'
import { errorResponses } from '../wire/errors.ts'
import { idField } from '../wire/fields.ts'
import {
  createdSessionBody,
  createSessionBody,
  retrievedSessionBody,
  toCreatedSession,
  toRetrievedSession,
} from '../wire/sessions.ts'

/** Adds the routes. `POST /v1/idv` is the contract's older name of creation. */
export function registerSessions(api: App, { ctx }: HttpServices): void {
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
        const session = await createSession(ctx, actorOf(req), { ...body, workflowId: workflowId as WorkflowId })
        return toCreatedSession(session, ctx.config.http.baseUrl, body)
      },
    )
  }

  const getSchema = {
    tags: ['Sessions'],
    summary: 'Retrieve a session',
    params: z.object({ id: idField }),
    response: { 200: retrievedSessionBody, ...errorResponses(400, 404) },
  }
  api.get('/sessions/:id', { schema: getSchema, config: { scope: 'sessions:read' } }, async (req) =>
    toRetrievedSession(await getSession(ctx, actorOf(req), req.params.id as SessionId)),
  )
}
