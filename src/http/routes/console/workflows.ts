/** …/workflows and …/workflow-steps: the builder and the list of what was built. */
import * as z from 'zod'
import { COUNTRY_CODES } from '../../../lib/countries.ts'
import { checkDraft } from '../../../services/workflows/check.ts'
import { createWorkflow } from '../../../services/workflows/create.ts'
import { duplicateWorkflow, MAX_NAME_CHARACTERS } from '../../../services/workflows/duplicate.ts'
import { getWorkflow } from '../../../services/workflows/get.ts'
import { listSteps } from '../../../services/workflows/list-steps.ts'
import { listWorkflowVersions } from '../../../services/workflows/list-versions.ts'
import { listWorkflowsWithCounts } from '../../../services/workflows/list-with-counts.ts'
import { MAX_STEPS } from '../../../services/workflows/parse-steps.ts'
import { publishWorkflow } from '../../../services/workflows/publish.ts'
import { setWorkflowStatus } from '../../../services/workflows/set-status.ts'
import { MAX_MAX_ATTEMPTS } from '../../../services/workflows/workflow.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'
import { toConsoleVersion, toConsoleWorkflow, toCountedWorkflow } from '../../wire/console-workflows.ts'

const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_NAME_CHARACTERS, `must be at most ${MAX_NAME_CHARACTERS} characters`)
const step = z.strictObject({ id: z.string().max(100), config: z.record(z.string(), z.unknown()).optional() })
// The service says what is wrong with more than ten; this only bounds how much it looks at.
const steps = z.array(step).max(100)
const maxAttempts = z.int().min(1).max(MAX_MAX_ATTEMPTS).nullable().optional()
const reminder = z
  .strictObject({ afterHours: z.int().min(1).max(720), times: z.int().min(1).max(5) })
  .nullable()
  .optional()
const idParams = z.object({ organizationId: z.string(), id: z.string().min(1).max(100) })

/** Adds the routes. */
export function registerConsoleWorkflows(console: App, { ctx }: HttpServices): void {
  const reads = { scope: 'workflows:read' as const }
  const writes = { scope: 'workflows:write' as const }

  console.get('/workflow-steps', { config: reads }, async (req) => ({
    items: listSteps(ctx, memberOf(req)),
    mostSteps: MAX_STEPS,
    countries: COUNTRY_CODES,
  }))

  console.get('/workflows', { config: reads }, async (req) => ({
    items: (await listWorkflowsWithCounts(ctx, memberOf(req))).map(toCountedWorkflow),
  }))

  console.post('/workflows/check', { config: reads, schema: { body: z.strictObject({ steps }) } }, async (req) =>
    checkDraft(ctx, memberOf(req), req.body.steps),
  )

  const createBody = z.strictObject({ name, steps, maxAttempts, reminder })
  console.post('/workflows', { config: writes, schema: { body: createBody } }, async (req, reply) => {
    const member = memberOf(req)
    const id = await createWorkflow(ctx, member, { ...req.body, environment: member.environment })
    return reply.code(201).send(toConsoleWorkflow(await getWorkflow(ctx, member, id)))
  })

  console.get('/workflows/:id', { config: reads, schema: { params: idParams } }, async (req) => {
    const [member, { id }] = [memberOf(req), req.params]
    const versions = await listWorkflowVersions(ctx, member, id)
    return { ...toConsoleWorkflow(await getWorkflow(ctx, member, id)), versions: versions.map(toConsoleVersion) }
  })

  const publishBody = z.strictObject({ name, steps, maxAttempts, reminder, basedOn: z.int().min(1) })
  console.post(
    '/workflows/:id/versions',
    { config: writes, schema: { params: idParams, body: publishBody } },
    async (req) => toConsoleWorkflow(await publishWorkflow(ctx, memberOf(req), req.params.id, req.body)),
  )

  const statusBody = z.strictObject({ status: z.enum(['active', 'inactive']) })
  console.post(
    '/workflows/:id/status',
    { config: writes, schema: { params: idParams, body: statusBody } },
    async (req) => toConsoleWorkflow(await setWorkflowStatus(ctx, memberOf(req), req.params.id, req.body.status)),
  )

  const duplicateBody = z.strictObject({ name: name.optional(), environment: z.enum(['live', 'sandbox']).optional() })
  console.post(
    '/workflows/:id/duplicate',
    { config: writes, schema: { params: idParams, body: duplicateBody } },
    async (req, reply) => {
      const member = memberOf(req)
      const { environment = member.environment } = req.body
      const id = await duplicateWorkflow(ctx, member, req.params.id, req.body)
      return reply.code(201).send({ id, environment })
    },
  )
}
