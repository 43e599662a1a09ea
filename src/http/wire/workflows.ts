/** Workflows on the wire: UPPER_SNAKE step ids with flat snake_case settings (contract §4.5). */
import * as z from 'zod'
import type { Workflow } from '../../services/workflows/workflow.ts'

const config = z.record(z.string(), z.unknown())

export const createWorkflowBody = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(255, 'must be at most 255 characters'),
  steps: z
    .array(
      z.strictObject({
        id: z.string().trim().min(1).max(100).describe('In any case and separator, such as id-verification'),
        config: config.optional().describe('Settings; what is left out has its default'),
      }),
    )
    // The service says what is wrong with more than ten; this only bounds how much it looks at.
    .max(100)
    .describe('1 to 10 steps in their order, each once'),
})

export const configureStepBody = z.strictObject({
  config: config.describe('The settings to change; the others stay'),
})

const workflow = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['active', 'inactive']),
  organization_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  steps: z.array(z.object({ id: z.string(), config })),
})

export const workflowBody = z.object({ workflow })

export const listedWorkflowsBody = z.object({
  workflows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.enum(['active', 'inactive']),
      steps: z.array(z.string()),
      created_at: z.string(),
    }),
  ),
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
