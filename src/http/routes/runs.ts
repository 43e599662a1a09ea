/** The workflow runner (contract §4.6): create a session, read its state, announce files, submit steps. */
import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { createRun } from '../../services/runs/create.ts'
import { completeUploads, startStep } from '../../services/runs/phases.ts'
import { findStepAnswer, getHeadlessSession, getRun, readRun, startRun } from '../../services/runs/state.ts'
import { submitStep } from '../../services/runs/submit-step.ts'
import { announceUploads } from '../../services/runs/uploads.ts'
import { toStepWord } from '../../steps/catalogue.ts'
import { findKind } from '../../steps/registry.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import type { HttpServices } from '../services.ts'
import { acceptCamelCase } from '../wire/aliases.ts'
import { errorResponses } from '../wire/errors.ts'
import { resourceIdField, workflowIdField } from '../wire/fields.ts'
import {
  announcedUploadsBody,
  announceUploadsBody,
  createdRunBody,
  createRunBody,
  runStateBody,
  submitStepBody,
  submittedStepBody,
  toCreatedRun,
  toRunState,
  toSubmittedStep,
} from '../wire/runs.ts'
import { readSubmission } from '../wire/step-bodies.ts'

const tags = ['Workflow sessions']
const workflowParams = z.object({ id: workflowIdField })
const sessionParams = z.object({ id: resourceIdField.describe('Id of the session') })
const stepParams = z.object({
  id: resourceIdField.describe('Id of the session'),
  step: z.string().min(1).max(100).describe('Id of the current step, in any case and separator'),
})
/** The words that the mobile SDK reads in `code`. */
const writes = { scope: 'sessions:write' as const, upperCaseCodes: 'session' as const }
const reads = {
  scope: 'sessions:read',
  upperCaseCodes: 'session',
  reads: { action: 'session.read', view: 'workflow' },
} as const

/** Adds the routes. */
export function registerRuns(api: App, services: HttpServices): void {
  const { ctx, creates } = services
  const createSchema = {
    tags,
    operationId: 'createWorkflowSession',
    summary: 'Create a session that your own client drives through a workflow',
    description:
      'No invitation is sent and there is no hosted page: read `steps[current_step].requirements`, upload what it asks ' +
      'for, submit the step and go on with the `current_step` of the answer until it is null. The price of the ' +
      'workflow is held (402 when the balance is too low) and what was judged is paid for at the end.',
    params: workflowParams,
    body: createRunBody,
    response: { 200: createdRunBody, ...errorResponses(400, 402, 404, 413, 415) },
  }
  const createConfig = { scope: 'sessions:write' as const, upperCaseCodes: 'workflow' as const }
  const preValidation = acceptCamelCase(Object.keys(createRunBody.shape))
  api.post('/workflows/:id/sessions', { schema: createSchema, config: createConfig, preValidation }, async (req) => {
    const { first_name: firstName, last_name: lastName, email, phone } = req.body
    const { external_id: externalId, expires_in_hours: expiresInHours } = req.body
    const input = { firstName, lastName, email, phone, externalId, expiresInHours, work: workOf(req) }
    const run = await createRun(ctx, creates, actorOf(req), req.params.id, input)
    req.madeSessionId = run.state.sessionId
    return toCreatedRun(run)
  })

  registerState(api, ctx)
  registerSubmit(api, services)
}

function registerState(api: App, ctx: Context): void {
  const getSchema = {
    tags,
    operationId: 'getWorkflowSession',
    summary: 'Read the state of a workflow session',
    description: 'Changes nothing and is safe to poll. 404 for a session whose applicant goes through the hosted page.',
    params: sessionParams,
    response: { 200: runStateBody, ...errorResponses(400, 404) },
  }
  api.get('/sessions/:id/workflow', { schema: getSchema, config: reads }, async (req) =>
    toRunState(await getRun(ctx, actorOf(req), req.params.id)),
  )

  const startSchema = {
    tags,
    operationId: 'startWorkflowSession',
    summary: 'Check that a workflow session can begin',
    description: 'Only checks, writes nothing and can be repeated until the first step is submitted; then 409.',
    params: sessionParams,
    response: { 200: runStateBody, ...errorResponses(400, 404, 409) },
  }
  api.post('/sessions/:id/workflow/start', { schema: startSchema, config: writes }, async (req) =>
    toRunState(await startRun(ctx, actorOf(req), req.params.id)),
  )

  const uploadsSchema = {
    tags,
    operationId: 'createSessionUploads',
    summary: 'Get signed URLs for the files of the current step',
    description:
      'One URL for each file, in the same order. PUT the bytes with the same Content-Type, at most 15 MiB, within 15 ' +
      'minutes; then name the file_key in `uploads` when the step is submitted.',
    params: sessionParams,
    body: announceUploadsBody,
    response: { 200: announcedUploadsBody, ...errorResponses(400, 404, 409, 413, 415) },
  }
  api.post('/sessions/:id/uploads', { schema: uploadsSchema, config: writes }, async (req) => {
    const { files } = req.body
    const asked = files.map(({ slot, upload_type, content_type }) => ({
      slot: slot ?? upload_type ?? '',
      contentType: content_type,
    }))
    const urls = await announceUploads(ctx, actorOf(req), req.params.id, asked)
    return {
      signed_urls: urls.map(({ fileKey, slot, uploadUrl }, place) => {
        const type = files[place]?.upload_type
        return { file_key: fileKey, slot, ...(type && { upload_type: type }), upload_url: uploadUrl }
      }),
    }
  })
}

function registerSubmit(api: App, { ctx, finished }: HttpServices): void {
  const schema = {
    tags,
    operationId: 'submitWorkflowStep',
    summary: 'Submit the current step of a workflow session',
    description:
      'Judged within the request; when the models need longer than the server waits (25 seconds by default) the step ' +
      'is still IN_PROGRESS in the answer and its state can be polled. A failed check answers 200 with failure_reason ' +
      'and takes one attempt; what could not be judged takes none. Send an Idempotency-Key to repeat a submission safely.',
    params: stepParams,
    body: submitStepBody,
    response: { 200: submittedStepBody, ...errorResponses(400, 404, 409, 410, 413, 415) },
  }
  api.post('/sessions/:id/steps/:step', { schema, config: writes }, async (req) => {
    const actor = actorOf(req)
    const session = await getHeadlessSession(ctx, actor, req.params.id)
    const step = toStepWord(req.params.step)
    const given = readSubmission(session.steps, step, req.body ?? {})
    const kind = findKind(step)
    if (kind?.hasPhases && given.action !== 'complete') return takePhase(ctx, req, step, given.action)
    const settings = session.steps.find(({ id }) => id === step)?.config ?? {}
    const uploads = kind?.hasPhases
      ? { ...(await completeUploads(ctx, session, step, kind.slots(settings))), ...given.uploads }
      : given.uploads
    await submitStep(ctx, finished, actor, session, { step, body: given.body, uploads, work: workOf(req) })
    return describeStep(ctx, req, step)
  })
}

/** Starting a step, and asking for an upload, judge nothing. */
async function takePhase(
  ctx: Context,
  req: FastifyRequest<{ Params: { id: string; step: string } }>,
  step: string,
  action: string | undefined,
) {
  const actor = actorOf(req)
  const { id } = req.params
  const session = await getHeadlessSession(ctx, actor, id)
  if (action === 'start') {
    await startStep(ctx, actor, session, step)
    const liveness_session_id = session.id
    const answer = {
      liveness: { liveness_session_id, status: 'STARTED', expires_at: session.expiresAt?.toISOString() },
    }
    return toSubmittedStep(await readRun(ctx, session), step, answer)
  }
  if (action !== 'upload-url') throw unknownAction()
  const slots = findKind(step)?.slots({}) ?? []
  const files = slots.map(({ slot }) => ({ slot, contentType: 'image/jpeg' }))
  const urls = await announceUploads(ctx, actor, id, files)
  const uploads = urls.map(({ fileKey, slot, uploadUrl }) => ({ file_key: fileKey, slot, upload_url: uploadUrl }))
  return toSubmittedStep(await readRun(ctx, session), step, { liveness: { uploads, content_type: 'image/jpeg' } })
}

function unknownAction(): AppError {
  const message = 'must be start, upload-url or complete'
  return new AppError('validation_failed', {
    message: `action: ${message}`,
    hints: [{ code: 'invalid_value', path: ['action'], message }],
  })
}

async function describeStep(ctx: Context, req: FastifyRequest<{ Params: { id: string; step: string } }>, step: string) {
  const actor = actorOf(req)
  const session = await getHeadlessSession(ctx, actor, req.params.id)
  const position = session.steps.findIndex(({ id }) => id === step)
  return toSubmittedStep(await readRun(ctx, session), step, await findStepAnswer(ctx, actor, { session, position }))
}
