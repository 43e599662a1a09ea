/** The workflow runner on the wire (contract §4.6): snake_case, step ids in UPPER_SNAKE. */
import * as z from 'zod'
import type { CreatedRun } from '../../services/runs/create.ts'
import type { RunState, RunStep } from '../../services/runs/state.ts'
import { emailField, expiresInHoursField, nameField, phoneField } from './fields.ts'
import { EXAMPLE_FILE_KEY } from './image-field.ts'
import { named } from './named.ts'

const EXAMPLE_SESSION = '0b7f6c1e-3a55-4a7e-9d0e-6f3c2b1a9d84'
const EXPIRES = '2026-12-07T14:00:00.000Z'
const AGREEMENT = { text: 'I agree to be verified.', text_version: '9f2a41c07be3d815', signature_required: false }

export const createRunBody = named(
  'CreateWorkflowSessionRequest',
  z.object({
    email: emailField,
    first_name: nameField,
    last_name: nameField,
    phone: phoneField,
    external_id: z.string().min(1).max(255).optional().describe('Your own id; echoed and filterable'),
    expires_in_hours: expiresInHoursField.optional(),
  }),
  {
    description: 'Whom the session is about. The camelCase spelling is accepted as well. Unknown keys are ignored.',
    example: { email: 'jane@example.com', first_name: 'Jane', last_name: 'Doe', phone: '+15192223333' },
  },
)

const requirements = z
  .record(z.string(), z.unknown())
  .describe('What the step asks for, by its kind; see docs/guides/run-a-workflow.md')

export const createdRunBody = named(
  'WorkflowSessionCreated',
  z.object({
    session_id: z.string(),
    expires_at: z.string().nullable(),
    steps: z.array(z.object({ step_id: z.string(), status: z.string(), requirements })),
    current_step: z.int(),
  }),
  {
    description: 'The session, and what its first step asks for.',
    example: {
      ...{ session_id: EXAMPLE_SESSION, expires_at: EXPIRES, current_step: 0 },
      steps: [{ step_id: 'CONSENT', status: 'PENDING', requirements: AGREEMENT }],
    },
  },
)

const stepStatus = z.enum(['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'])
const failureReason = z.string().nullable().describe('Why the step was given back or failed')
const currentStep = z.int().nullable().describe('Place in steps of the one to submit next; null: the run has ended')
const attemptsRemaining = z.int().nullable().describe('null: the workflow sets no limit')

export const runStateBody = named(
  'WorkflowSession',
  z.object({
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
  }),
  {
    description: 'How far the run is.',
    example: {
      ...{ session_id: EXAMPLE_SESSION, status: 'PENDING', session_progress: 'PENDING' },
      steps: [
        {
          ...{ step_id: 'CONSENT', status: 'PENDING', attempts: 0, started_at: null, completed_at: null },
          ...{ failure_reason: null, requirements: AGREEMENT },
        },
      ],
      ...{ current_step: 0, attempts_remaining: 3 },
    },
  },
)

export const submittedStepBody = named(
  'StepSubmission',
  z.looseObject({
    step_id: z.string(),
    step_status: stepStatus,
    failure_reason: failureReason,
    current_step: currentStep,
    attempts_remaining: attemptsRemaining,
    session_status: z.string(),
    session_progress: z.string(),
  }),
  {
    description: 'What became of the step. A step may add an object of its own, such as `liveness`.',
    example: {
      ...{ step_id: 'CONSENT', step_status: 'COMPLETED', failure_reason: null, current_step: 1 },
      ...{ attempts_remaining: 3, session_status: 'PENDING', session_progress: 'STARTED' },
    },
  },
)

export const submitStepBody = named('SubmitStepRequest', z.record(z.string(), z.unknown()).nullish(), {
  description: 'By the kind of step; unknown keys are refused. See docs/guides/run-a-workflow.md.',
  example: { accepted: true, legal_name: 'Jane Doe' },
})

/** Files of one call; a step asks for at most twenty. */
const MAX_FILES = 20

const UPLOAD_TYPES = [
  ...(['id_front', 'id_back', 'secondary_id_front', 'secondary_id_back'] as const),
  ...(['tertiary_id_front', 'tertiary_id_back', 'selfie_front'] as const),
] as const

const uploadFile = z
  .object({
    file_name: z.string().min(1, 'must not be empty').max(255),
    content_type: z.string().min(1, 'must not be empty').max(255).describe('The Content-Type of the PUT'),
    upload_type: z.enum(UPLOAD_TYPES).optional().describe('Instead of slot'),
    slot: z.string().min(1).max(255).optional().describe('One that the current step asks for'),
  })
  .refine(({ upload_type, slot }) => (upload_type === undefined) !== (slot === undefined), {
    path: ['slot'],
    message: 'give exactly one of slot and upload_type',
  })

export const announceUploadsBody = named(
  'SessionUploadsRequest',
  z.object({
    files: z.array(uploadFile).min(1, 'name at least one file').max(MAX_FILES, `at most ${MAX_FILES} files`),
  }),
  {
    description: 'The files that are to be uploaded for the current step.',
    example: { files: [{ file_name: 'passport.jpg', content_type: 'image/jpeg', slot: 'id_front' }] },
  },
)

export const announcedUploadsBody = named(
  'SignedUploads',
  z.object({
    signed_urls: z.array(
      z.object({
        file_key: z.string().describe('Names the file when the step is submitted'),
        slot: z.string(),
        upload_type: z.string().optional(),
        upload_url: z.string().describe('PUT the bytes here with the same Content-Type, within 15 minutes'),
      }),
    ),
  }),
  {
    description: 'One URL for each file, in the same order.',
    example: {
      signed_urls: [
        {
          file_key: EXAMPLE_FILE_KEY,
          slot: 'id_front',
          upload_url: `https://verify.example.com/files/${EXAMPLE_FILE_KEY}?expires=1774966572&signature=pQ5s8Y2k`,
        },
      ],
    },
  },
)

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
