/** Short messages at the edge of the screen: what was done goes by itself, what failed stays. */
import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { isRefusedStepUp, requestIdOf, sayProblem } from '../lib/say-problem.ts'

/** Says that something was done, e.g. `Key revoked`. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'green.8', withBorder: true })
}

/** Says what failed, e.g. `The key was not revoked`, and why; stays until it is closed. */
export function toastError(title: string, error: unknown): void {
  if (isRefusedStepUp(error)) return
  const requestId = requestIdOf(error)
  const message = (
    <>
      {sayProblem(error)}
      {requestId !== undefined && (
        <Text c="dimmed" ff="monospace" size="xs">
          Request {requestId}
        </Text>
      )}
    </>
  )
  notifications.show({ title, message, color: 'red.9', autoClose: false, withBorder: true, role: 'alert' })
}
