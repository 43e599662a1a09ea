/** Asks before a page with unpublished changes is left. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { ReactElement } from 'react'

interface Props {
  readonly isDirty: boolean
  /** Whether to let this one leaving pass, such as the one to a workflow that was just created. */
  readonly isAllowed: () => boolean
  onDiscard(): void
}

/** Closing or reloading the tab is asked about by the browser; the draft survives a reload. */
export function LeaveGuard({ isDirty, isAllowed, onDiscard }: Props): ReactElement {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && !isAllowed() && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty && !isAllowed(),
    withResolver: true,
  })
  return (
    <Modal onClose={() => reset?.()} opened={status === 'blocked'} title="Leave without publishing?">
      <Stack gap="md">
        <Text size="sm">This draft has changes that are not published. Leaving the page discards them.</Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={() => reset?.()} variant="default">
            Keep editing
          </Button>
          <Button
            color="red.9"
            onClick={() => {
              onDiscard()
              proceed?.()
            }}
          >
            Discard and leave
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
