/** /v1/workflows: create, list, retrieve, change the settings of a step. */
import * as z from 'zod'
import { configureStep } from '../../services/workflows/configure-step.ts'
import { createWorkflow } from '../../services/workflows/create.ts'
import { getWorkflow } from '../../services/workflows/get.ts'
import { listWorkflows } from '../../services/workflows/list.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { resourceIdField } from '../wire/fields.ts'
import {
  configureStepBody,
  createWorkflowBody,
  listedWorkflowsBody,
  toListedWorkflows,
  toWorkflow,
  workflowBody,
} from '../wire/workflows.ts'

/** Adds the routes. */
export function registerWorkflows(api: App, { ctx }: HttpServices): void {
  const tags = ['Workflows']
  const reads = { scope: 'workflows:read' as const }
  const writes = { scope: 'workflows:write' as const }

  const createSchema = {
    tags,
    summary: 'Create a workflow',
    body: createWorkflowBody,
    response: { 201: workflowBody, ...errorResponses(400, 413, 415) },
  }
  api.post('/workflows', { schema: createSchema, config: writes }, async (req, reply) => {
    const actor = actorOf(req)
    const { environment } = actor
    const id = await createWorkflow(ctx, actor, { ...req.body, environment, work: workOf(req) })
    return reply.code(201).send(toWorkflow(await getWorkflow(ctx, actor, id)))
  })

  const listSchema = {
    tags,
    summary: 'List the workflows, newest first',
    response: { 200: listedWorkflowsBody, ...errorResponses() },
  }
  api.get('/workflows', { schema: listSchema, config: reads }, async (req) =>
    toListedWorkflows(await listWorkflows(ctx, actorOf(req))),
  )

  const getSchema = {
    tags,
    summary: 'Retrieve a workflow',
    params: z.object({ id: resourceIdField }),
    response: { 200: workflowBody, ...errorResponses(400, 404) },
  }
  api.get('/workflows/:id', { schema: getSchema, config: reads }, async (req) =>
    toWorkflow(await getWorkflow(ctx, actorOf(req), req.params.id)),
  )

  const configureSchema = {
    tags,
    summary: 'Change settings of a step; sessions that have begun stay on the settings they began with',
    params: z.object({ id: resourceIdField, step: z.string().min(1).max(100) }),
    body: configureStepBody,
    response: { 200: workflowBody, ...errorResponses(400, 404, 413, 415) },
  }
  api.patch('/workflows/:id/steps/:step/config', { schema: configureSchema, config: writes }, async (req) => {
    const { id, step } = req.params
    return toWorkflow(await configureStep(ctx, actorOf(req), id, { step, config: req.body.config }))
  })
}
