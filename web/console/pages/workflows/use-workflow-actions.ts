/** What can be done with a workflow as a whole, from the list and from the builder. */
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import type { WorkflowStatus } from '../../data/workflow-types.ts'
import { duplicateWorkflow, setWorkflowStatus } from '../../data/workflows.ts'
import { toastError } from '../../kit/toast.tsx'
import { type Environment, environment } from '../../lib/environment.ts'

interface Named {
  readonly id: string
  readonly name: string
}

export interface WorkflowActions {
  /** A copy for the environment on the screen is opened; one for the other environment is only made. */
  duplicate(workflow: Named, into: Environment): Promise<void>
  setStatus(workflow: Named, status: WorkflowStatus): Promise<void>
}

/** What fails is told in a notification that stays. */
export function useWorkflowActions(): WorkflowActions {
  const navigate = useNavigate()
  return {
    duplicate: (workflow, into) =>
      told(async () => {
        const copy = await duplicateWorkflow(workflow.id, into)
        if (copy.environment === environment) {
          notifications.show({ color: 'pine', message: `${workflow.name} was duplicated.` })
          await navigate({ to: '/workflows/$id', params: { id: copy.id } })
        } else {
          notifications.show({ color: 'pine', message: `${workflow.name} was copied to ${copy.environment}.` })
        }
      }),
    setStatus: (workflow, status) =>
      told(async () => {
        await setWorkflowStatus(workflow.id, status)
        const words = status === 'active' ? 'is in use again' : 'was archived'
        notifications.show({ color: 'pine', message: `${workflow.name} ${words}.` })
      }),
  }
}

async function told(act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    toastError('Nothing was changed', error)
  }
}
