/** `client.workflowSessions`: sessions whose screens are your own, driven step by step through a workflow. */
import { fileTypeOf, putBytes, refuseMissing } from '../put-bytes.ts'
import type { Answer, Body } from '../route-types.ts'
import type { RequestOptions } from '../send.ts'
import type { CreateOptions, Transport } from '../transport.ts'

export type CreateWorkflowSession = Body<'/v1/workflows/{id}/sessions', 'post'>
export type CreatedWorkflowSession = Answer<'/v1/workflows/{id}/sessions', 'post'>
export type WorkflowSession = Answer<'/v1/sessions/{id}/workflow', 'get'>
export type SessionFile = Body<'/v1/sessions/{id}/uploads', 'post'>['files'][number]
export type SignedUploads = Answer<'/v1/sessions/{id}/uploads', 'post'>
/** By the kind of step; docs/guides/run-a-workflow.md lists them. */
export type SubmitStep = NonNullable<Body<'/v1/sessions/{id}/steps/{step}', 'post'>>
export type SubmittedStep = Answer<'/v1/sessions/{id}/steps/{step}', 'post'>

/** Errors carry the upper-case words of the runner in `code`, such as `STEP_OUT_OF_ORDER`. */
export interface WorkflowSessions {
  /** Holds the price and invites nobody; throws `InsufficientBalanceError` with nothing begun. */
  create(workflowId: string, applicant: CreateWorkflowSession, options?: CreateOptions): Promise<CreatedWorkflowSession>
  /** How far the run is; `current_step` is the place of the step to submit, null when the run has ended. */
  retrieve(sessionId: string, options?: RequestOptions): Promise<WorkflowSession>
  /** Changes nothing; throws `ConflictError` once a step was submitted. */
  start(sessionId: string, options?: CreateOptions): Promise<WorkflowSession>
  /** Answers a signed URL for each file of the current step, in their order; it takes the type announced, for 15 minutes. */
  createUploads(sessionId: string, files: readonly SessionFile[], options?: CreateOptions): Promise<SignedUploads>
  /**
   * Announces the bytes of the current step's slots, uploads them, and answers their file keys by slot, for `uploads`
   * of `submitStep`. JPEG and PNG, and PDF where the slot takes one; at most 15 MiB each and 20 at once.
   */
  upload<Slot extends string>(
    sessionId: string,
    files: Readonly<Record<Slot, Uint8Array>>,
    options?: RequestOptions,
  ): Promise<Record<Slot, string>>
  /**
   * Answers when the step is judged, or after 25 seconds with `IN_PROGRESS`. A step that was given back is no error: its
   * `failure_reason` says why.
   */
  submitStep(sessionId: string, stepId: string, body?: SubmitStep, options?: CreateOptions): Promise<SubmittedStep>
}

export function createWorkflowSessions(transport: Transport): WorkflowSessions {
  const createUploads: WorkflowSessions['createUploads'] = (sessionId, files, options) =>
    transport.call({ method: 'POST', path: `${pathOf(sessionId)}/uploads`, body: { files } }, options)
  return {
    create: (workflowId, body, options) => {
      const path = `/v1/workflows/${encodeURIComponent(workflowId)}/sessions`
      return transport.call({ method: 'POST', path, body }, options)
    },
    retrieve: (sessionId, options) => transport.call({ method: 'GET', path: `${pathOf(sessionId)}/workflow` }, options),
    start: (sessionId, options) =>
      transport.call({ method: 'POST', path: `${pathOf(sessionId)}/workflow/start` }, options),
    createUploads,
    upload: (sessionId, files, options) => uploadFiles(transport, createUploads, { sessionId, files }, options),
    submitStep: (sessionId, stepId, body, options) => {
      const path = `${pathOf(sessionId)}/steps/${encodeURIComponent(stepId)}`
      return transport.call({ method: 'POST', path, body }, options)
    },
  }
}

async function uploadFiles<Slot extends string>(
  transport: Transport,
  createUploads: WorkflowSessions['createUploads'],
  { sessionId, files }: { sessionId: string; files: Readonly<Record<Slot, Uint8Array>> },
  options: RequestOptions = {},
): Promise<Record<Slot, string>> {
  const given = Object.entries<Uint8Array>(files).map(([slot, bytes]) => {
    return { slot, bytes, contentType: fileTypeOf(bytes) }
  })
  const announced = given.map(({ slot, contentType }) => ({ slot, file_name: slot, content_type: contentType }))
  // Each call has files of its own, so an idempotency key that came along is not the one of this request.
  const { signal, timeoutMs, maxRetries } = options
  const { signed_urls: signed } = await createUploads(sessionId, announced, { signal, timeoutMs, maxRetries })
  const puts = given.map(async ({ slot, bytes, contentType }, place) => {
    const { upload_url: url, file_key: fileKey } = signed[place] ?? refuseMissing()
    await putBytes(transport, { url, contentType, bytes }, options)
    return [slot, fileKey] as const
  })
  return Object.fromEntries(await Promise.all(puts)) as Record<Slot, string>
}

function pathOf(sessionId: string): string {
  return `/v1/sessions/${encodeURIComponent(sessionId)}`
}
