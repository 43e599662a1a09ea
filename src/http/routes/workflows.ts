/** /v1/workflows: create, list, retrieve, change the settings of a step. */
import * as z from 'zod'
import { configureStep } from '../../services/workflows/configure-step.ts'
import { createWorkflow } from '../../services/workflows/create.ts'
import { findAnyFixtureWorkflow } from '../../services/workflows/fixtures.ts'
import { getWorkflow } from '../../services/workflows/get.ts'
import { listWorkflows } from '../../services/workflows/list.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { workflowIdField } from '../wire/fields.ts'
import {
  configureStepBody,
  createWorkflowBody,
  listedWorkflowsBody,
  toListedWorkflows,
  toReminder,
  toWorkflow,
  workflowBody,
} from '../wire/workflows.ts'

/** Adds the routes. */
export function registerWorkflows(api: App, { ctx }: HttpServices): void {
  const tags = ['Workflows']
  const reads = { scope: 'workflows:read' as const }
  const writes = { scope: 'workflows:write' as const }

  const createSchema = {
    operationId: 'createWorkflow',
    tags,
    summary: 'Create a workflow',
    description:
      'Costs nothing. Settings are checked strictly: an unknown one, a value out of range, a step that comes twice, one ' +
      'that lacks its prerequisite and one that this installation cannot run are refused with a hint each. ' +
      'docs/coverage.md lists the steps.',
    body: createWorkflowBody,
    response: { 201: workflowBody, ...errorResponses(400, 413, 415) },
  }
  api.post('/workflows', { schema: createSchema, config: writes }, async (req, reply) => {
    const actor = actorOf(req)
    const { environment } = actor
    const id = await createWorkflow(ctx, actor, {
      ...{ ...req.body, reminder: toReminder(req.body.reminder) },
      ...{ environment, work: workOf(req) },
    })
    return reply.code(201).send(toWorkflow(await getWorkflow(ctx, actor, id)))
  })

  const listSchema = {
    operationId: 'listWorkflows',
    tags,
    summary: 'List the workflows, newest first',
    description: 'All of the organization in the key’s environment, by name and steps alone; there are no pages.',
    response: { 200: listedWorkflowsBody, ...errorResponses() },
  }
  api.get('/workflows', { schema: listSchema, config: reads }, async (req) =>
    toListedWorkflows(await listWorkflows(ctx, actorOf(req))),
  )

  const getSchema = {
    operationId: 'retrieveWorkflow',
    tags,
    summary: 'Retrieve a workflow',
    description: 'With every setting of its steps. 404 when there is none, 403 when it is another organization’s.',
    params: z.object({ id: workflowIdField }),
    response: { 200: workflowBody, ...errorResponses(400, 404) },
  }
  api.get('/workflows/:id', { schema: getSchema, config: reads }, async (req) =>
    toWorkflow(
      findAnyFixtureWorkflow(actorOf(req), req.params.id) ?? (await getWorkflow(ctx, actorOf(req), req.params.id)),
    ),
  )

  const configureSchema = {
    operationId: 'configureWorkflowStep',
    tags,
    summary: 'Change settings of a step',
    description:
      'What is named changes, the rest stays. Sessions that have begun stay on the settings they began with. 404 when ' +
      'there is no such workflow or it lacks the step.',
    params: z.object({
      id: workflowIdField,
      step: z.string().min(1).max(100).describe('Id of the step in any case and separator, such as id-verification'),
    }),
    body: configureStepBody,
    response: { 200: workflowBody, ...errorResponses(400, 404, 413, 415) },
  }
  api.patch('/workflows/:id/steps/:step/config', { schema: configureSchema, config: writes }, async (req) => {
    const { id, step } = req.params
    return toWorkflow(await configureStep(ctx, actorOf(req), id, { step, config: req.body.config }))
  })
}
