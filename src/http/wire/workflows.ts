/** Workflows on the wire: UPPER_SNAKE step ids with flat snake_case settings (contract §4.5). */
import * as z from 'zod'
import type { Reminder } from '../../db/link-tables.ts'
import type { Workflow } from '../../services/workflows/workflow.ts'
import { named } from './named.ts'

const config = z.record(z.string(), z.unknown())
const status = z.enum(['active', 'inactive']).describe('Only an active one can begin sessions')

const WORKFLOW_ID = '5b0e3a52-5c06-4a53-9e1b-6f3a1f6a4a11'
const CREATED_AT = '2026-03-31T14:00:00.000Z'
const LIVENESS = { confidence_threshold: 70, preferred_liveness_method: 'FaceMovementChallenge' }

const reminder = z.object({
  after_hours: z.int().min(1).max(720).describe('Between the creation and the first, and between two'),
  times: z.int().min(1).max(5),
})

const askedStep = named(
  'CreateWorkflowStep',
  z.object({
    id: z.string().trim().min(1).max(100).describe('In any case and separator, such as id-verification'),
    config: config.optional().describe('Settings; what is left out has its default, what is unknown is refused'),
  }),
  { description: 'A step that the workflow is to have. Unknown keys beside these two are ignored.' },
)

export const createWorkflowBody = named(
  'CreateWorkflowRequest',
  z.object({
    name: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(255, 'must be at most 255 characters')
      .describe('For the members of the organization; applicants do not see it'),
    steps: z
      .array(askedStep)
      // The service says what is wrong with more than ten; this only bounds how much it looks at.
      .max(100)
      .describe('1 to 10 steps in their order, each once'),
    reminder: reminder
      .optional()
      .describe('Reminds applicants who were invited and have not submitted; left out: nobody is'),
  }),
  {
    description: 'The steps that applicants go through, in their order. Unknown keys are ignored, but not in `config`.',
    example: {
      name: 'Adults with a passport',
      steps: [{ id: 'ID_VERIFICATION', config: { minimum_age: 18 } }, { id: 'FACE_LIVENESS' }],
    },
  },
)

export const configureStepBody = named(
  'ConfigureStepRequest',
  z.object({ config: config.describe('The settings to change; the others stay. Unknown settings are refused') }),
  { description: 'Settings of one step. Unknown keys beside `config` are ignored.', example: { config: LIVENESS } },
)

const workflow = named(
  'Workflow',
  z.object({
    id: z.string().describe('UUID'),
    name: z.string(),
    status,
    organization_id: z.string(),
    created_at: z.string().describe('ISO 8601 in UTC'),
    updated_at: z.string().describe('ISO 8601 in UTC'),
    reminder: reminder.optional().describe('Left out: nobody is reminded'),
    steps: z.array(
      named(
        'WorkflowStep',
        z.object({
          id: z.string().describe('UPPER_SNAKE, such as ID_VERIFICATION'),
          config: config.describe('Every setting with its value, flat and in snake_case'),
        }),
        { description: 'One thing asked of the applicant, with its settings.' },
      ),
    ),
  }),
  { description: 'Ordered steps with their settings. Each change makes a version; sessions stay on theirs.' },
)

export const workflowBody = named('WorkflowAnswer', z.object({ workflow }), {
  description: 'One workflow in full.',
  example: {
    workflow: {
      id: WORKFLOW_ID,
      name: 'Liveness alone',
      status: 'active',
      organization_id: '9c7e1d2a-3b4c-4d5e-8f60-718293a4b5c6',
      created_at: CREATED_AT,
      updated_at: CREATED_AT,
      steps: [{ id: 'FACE_LIVENESS', config: LIVENESS }],
    },
  },
})

const summary = named(
  'WorkflowSummary',
  z.object({
    id: z.string().describe('UUID'),
    name: z.string(),
    status,
    steps: z.array(z.string()).describe('UPPER_SNAKE ids in their order'),
    created_at: z.string().describe('ISO 8601 in UTC'),
  }),
  { description: 'A workflow by its name and steps alone.' },
)

export const listedWorkflowsBody = named('WorkflowList', z.object({ workflows: z.array(summary) }), {
  description: 'All workflows of the organization, newest first; there are no pages.',
  example: {
    workflows: [
      {
        id: WORKFLOW_ID,
        name: 'Liveness alone',
        status: 'active',
        steps: ['FACE_LIVENESS'],
        created_at: CREATED_AT,
      },
    ],
  },
})

/** One workflow in full. */
export function toWorkflow(found: Workflow): z.infer<typeof workflowBody> {
  return {
    workflow: {
      id: found.id,
      name: found.name,
      status: found.status,
      organization_id: found.organizationId,
      created_at: found.createdAt.toISOString(),
      updated_at: found.updatedAt.toISOString(),
      ...(found.reminder && { reminder: { after_hours: found.reminder.afterHours, times: found.reminder.times } }),
      steps: found.steps.map(({ id, config: settings }) => ({ id, config: { ...settings } })),
    },
  }
}

/** Workflows by name and steps alone. */
export function toListedWorkflows(found: readonly Workflow[]): z.infer<typeof listedWorkflowsBody> {
  return {
    workflows: found.map(({ id, name, status, steps, createdAt }) => ({
      id,
      name,
      status,
      steps: steps.map((step) => step.id),
      created_at: createdAt.toISOString(),
    })),
  }
}

/** How applicants are reminded, as it was asked for. */
export function toReminder(asked: z.infer<typeof createWorkflowBody>['reminder']): Reminder | null {
  return asked ? { afterHours: asked.after_hours, times: asked.times } : null
}
