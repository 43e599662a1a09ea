/** Shows a key that was just made, and does not let it be lost by a careless click. */
import { Alert, Button, Code, Group, Modal, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useBlocker } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { useCopied } from '../../kit/use-copied.ts'

/** A key that nobody has seen yet. */
export interface FreshKey {
  readonly name: string
  readonly key: string
  /** Whether the list can show it again. */
  readonly canReveal: boolean
}

/** Closes by its buttons alone, and no page leads away; asks once more when the key was not copied. */
export function SecretDialog({
  fresh,
  onClose,
}: {
  readonly fresh: FreshKey | undefined
  readonly onClose: () => void
}): ReactElement {
  return (
    <Modal
      closeOnEscape={false}
      onClose={onClose}
      opened={fresh !== undefined}
      size="lg"
      title={fresh ? `The key of ${fresh.name}` : ''}
      withCloseButton={false}
    >
      {fresh && <Secret fresh={fresh} onClose={onClose} />}
    </Modal>
  )
}

function Secret({ fresh, onClose }: { readonly fresh: FreshKey; readonly onClose: () => void }): ReactElement {
  const { copied, copy } = useCopied()
  const [isKept, setKept] = useState(false)
  const [isAsking, setAsking] = useState(false)
  // Back and the command palette lead away in spite of the dialog: they get its question, too.
  useBlocker({
    enableBeforeUnload: () => !isKept,
    shouldBlockFn: () => {
      if (!isKept) setAsking(true)
      return !isKept
    },
  })
  const copyKey = async () => {
    if (await copy(fresh.key)) setKept(true)
  }
  return (
    <Stack gap="md">
      <Text size="sm">
        {fresh.canReveal
          ? 'Copy it now. You can also show it later in this list.'
          : 'Copy it now: your organization shows keys once, and this is that time.'}
      </Text>
      <Code
        aria-label="API key"
        block
        role="region"
        style={{ whiteSpace: 'normal', wordBreak: 'break-all' }}
        tabIndex={0}
      >
        {fresh.key}
      </Code>
      {isAsking && !isKept && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle />}
          role="alert"
          title="You have not copied the key"
          variant="light"
        >
          {fresh.canReveal
            ? 'You can show it again in the list.'
            : 'Nobody can show it again: you would have to regenerate it.'}
        </Alert>
      )}
      <Group justify="flex-end">
        {isAsking && !isKept && (
          <Button onClick={onClose} variant="default">
            Close without copying
          </Button>
        )}
        <Button
          data-autofocus
          leftSection={copied ? <IconCheck aria-hidden="true" size={16} /> : <IconCopy aria-hidden="true" size={16} />}
          onClick={() => void copyKey()}
          variant={isKept ? 'default' : 'filled'}
        >
          {copied ? 'Copied' : 'Copy key'}
        </Button>
        {(!isAsking || isKept) && (
          <Button onClick={() => (isKept ? onClose() : setAsking(true))} variant={isKept ? 'filled' : 'default'}>
            Done
          </Button>
        )}
      </Group>
      <VisuallyHidden role="status">{copied ? 'Copied the key' : ''}</VisuallyHidden>
    </Stack>
  )
}
