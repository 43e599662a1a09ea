/** Workflows as the console's pages read them. */
import { isFixtureId } from '../../services/fixture-ids.ts'
import type { WorkflowVersion } from '../../services/workflows/list-versions.ts'
import type { CountedWorkflow } from '../../services/workflows/list-with-counts.ts'
import type { Workflow } from '../../services/workflows/workflow.ts'

/** One workflow with the settings of its steps. */
export function toConsoleWorkflow(found: Workflow) {
  const { id, name, status, version, steps, maxAttempts, reminder, createdAt, updatedAt } = found
  return {
    ...{ id, name, status, version, steps, maxAttempts, reminder },
    isFixture: isFixtureId(id),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

/** One workflow of the list, its steps by name alone. */
export function toCountedWorkflow({ workflow, ...counts }: CountedWorkflow) {
  return { ...toConsoleWorkflow(workflow), ...counts, steps: workflow.steps.map(({ id }) => id) }
}

/** One version of a workflow. */
export function toConsoleVersion({ createdAt, ...version }: WorkflowVersion) {
  return { ...version, createdAt: createdAt.toISOString() }
}
