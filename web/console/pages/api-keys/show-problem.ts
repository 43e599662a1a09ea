/** Says that an act failed, in a notice that stays until it was read. */
import { notifications } from '@mantine/notifications'
import { ApiError } from '../../lib/api.ts'

/** Says nothing when the person has just refused to prove who they are: they know. */
export function showProblem(error: unknown, title: string): void {
  if (error instanceof ApiError && error.code === 'step_up_required') return
  const message = error instanceof Error ? error.message : 'Something went wrong.'
  notifications.show({ autoClose: false, color: 'red', message, title })
}
