/** The workflow runner on the wire (contract §4.6): snake_case, step ids in UPPER_SNAKE. */
import * as z from 'zod'
import type { CreatedRun } from '../../services/runs/create.ts'
import type { RunState, RunStep } from '../../services/runs/state.ts'
import { emailField, expiresInHoursField, nameField, phoneField } from './fields.ts'

export const createRunBody = z.object({
  email: emailField,
  first_name: nameField,
  last_name: nameField,
  phone: phoneField,
  external_id: z.string().min(1).max(255).optional(),
  expires_in_hours: expiresInHoursField.optional(),
})

const requirements = z
  .record(z.string(), z.unknown())
  .describe('What the step asks for, by its kind; see docs/guides/run-a-workflow.md')

export const createdRunBody = z
  .object({
    session_id: z.string(),
    expires_at: z.string().nullable(),
    steps: z.array(z.object({ step_id: z.string(), status: z.string(), requirements })),
    current_step: z.int(),
  })
  .meta({ id: 'WorkflowSessionCreated' })

const stepStatus = z.enum(['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'])
const failureReason = z.string().nullable().describe('Why the step was given back or failed')
const currentStep = z.int().nullable().describe('Place in steps of the one to submit next; null: the run has ended')
const attemptsRemaining = z.int().nullable().describe('null: the workflow sets no limit')

export const runStateBody = z
  .object({
    session_id: z.string(),
    status: z.string(),
    session_progress: z.string(),
    steps: z.array(
      z.object({
        step_id: z.string(),
        status: stepStatus,
        attempts: z.int().describe('Verdicts so far; what could not be judged is none'),
        started_at: z.string().nullable(),
        completed_at: z.string().nullable(),
        failure_reason: failureReason,
        requirements,
      }),
    ),
    current_step: currentStep,
    attempts_remaining: attemptsRemaining,
  })
  .meta({ id: 'WorkflowSession' })

export const submittedStepBody = z
  .looseObject({
    step_id: z.string(),
    step_status: stepStatus,
    failure_reason: failureReason,
    current_step: currentStep,
    attempts_remaining: attemptsRemaining,
    session_status: z.string(),
    session_progress: z.string(),
  })
  .meta({ id: 'StepSubmission', description: 'A step may add an object of its own, such as liveness' })

/** Longest body of a step besides its files: a form of fifty long answers fits. */
export const submitStepBody = z
  .record(z.string(), z.unknown())
  .nullish()
  .describe('By the kind of step; unknown keys are refused. See docs/guides/run-a-workflow.md')

/** Files of one call; a step asks for at most twenty. */
const MAX_FILES = 20

const UPLOAD_TYPES = [
  ...(['id_front', 'id_back', 'secondary_id_front', 'secondary_id_back'] as const),
  ...(['tertiary_id_front', 'tertiary_id_back', 'selfie_front'] as const),
] as const

const uploadFile = z
  .object({
    file_name: z.string().min(1, 'must not be empty').max(255),
    content_type: z.string().min(1, 'must not be empty').max(255),
    upload_type: z.enum(UPLOAD_TYPES).optional(),
    slot: z.string().min(1).max(255).optional(),
  })
  .refine(({ upload_type, slot }) => (upload_type === undefined) !== (slot === undefined), {
    path: ['slot'],
    message: 'give exactly one of slot and upload_type',
  })

export const announceUploadsBody = z.object({
  files: z.array(uploadFile).min(1, 'name at least one file').max(MAX_FILES, `at most ${MAX_FILES} files`),
})

export const announcedUploadsBody = z
  .object({
    signed_urls: z.array(
      z.object({
        file_key: z.string(),
        slot: z.string(),
        upload_type: z.string().optional(),
        upload_url: z.string().describe('PUT the bytes here with the same Content-Type, within 15 minutes'),
      }),
    ),
  })
  .meta({ id: 'SignedUploads' })

export function toCreatedRun({ state, expiresAt }: CreatedRun): z.infer<typeof createdRunBody> {
  return {
    session_id: state.sessionId,
    expires_at: expiresAt?.toISOString() ?? null,
    steps: state.steps.map(({ id, status, requirements: asked }) => ({
      step_id: id,
      status,
      requirements: { ...asked },
    })),
    current_step: state.currentStep ?? 0,
  }
}

export function toRunState(state: RunState): z.infer<typeof runStateBody> {
  return {
    session_id: state.sessionId,
    status: state.status,
    session_progress: state.progress,
    steps: state.steps.map(toStep),
    current_step: state.currentStep ?? null,
    attempts_remaining: state.attemptsRemaining ?? null,
  }
}

export function toSubmittedStep(
  state: RunState,
  stepId: string,
  answer: Readonly<Record<string, unknown>> | undefined,
): z.infer<typeof submittedStepBody> {
  const step = state.steps.find(({ id }) => id === stepId)
  return {
    step_id: stepId,
    step_status: step?.status ?? 'PENDING',
    failure_reason: step?.failureReason ?? null,
    current_step: state.currentStep ?? null,
    attempts_remaining: state.attemptsRemaining ?? null,
    session_status: state.status,
    session_progress: state.progress,
    ...answer,
  }
}

function toStep(step: RunStep) {
  const { id, status, attempts, startedAt, completedAt, failureReason: failure, requirements: asked } = step
  return {
    ...{ step_id: id, status, attempts, failure_reason: failure, requirements: { ...asked } },
    started_at: startedAt?.toISOString() ?? null,
    completed_at: completedAt?.toISOString() ?? null,
  }
}
