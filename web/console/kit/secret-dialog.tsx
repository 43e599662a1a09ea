/** Shows a secret that was just made, and does not let it be lost by a careless click. */
import { Alert, Button, Code, Group, Modal, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useBlocker } from '@tanstack/react-router'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useCopied } from './use-copied.ts'

interface SecretProps {
  readonly secret: string
  /** What it is, for screen readers, e.g. `API key`. */
  readonly label: string
  /** What it is in a word, e.g. `key`. */
  readonly noun: string
  /** Why to copy it at once. */
  readonly about: string
  /** What somebody would have to do who did not. */
  readonly warning: string
  /** What the secret is used for. */
  readonly children?: ReactNode
  readonly onClose: () => void
}

/** Closes by its buttons alone, and no page leads away; asks once more when the secret was not copied. */
export function SecretDialog({ title, ...secret }: SecretProps & { readonly title: string }): ReactElement {
  return (
    <Modal closeOnEscape={false} onClose={secret.onClose} opened size="lg" title={title} withCloseButton={false}>
      <Secret {...secret} />
    </Modal>
  )
}

function Secret({ secret, label, noun, about, warning, children, onClose }: SecretProps): ReactElement {
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
  const copySecret = async () => {
    if (await copy(secret)) setKept(true)
  }
  return (
    <Stack gap="md">
      <Text size="sm">{about}</Text>
      <Code
        aria-label={label}
        block
        role="region"
        style={{ whiteSpace: 'normal', wordBreak: 'break-all' }}
        tabIndex={0}
      >
        {secret}
      </Code>
      {children}
      {isAsking && !isKept && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle />}
          role="alert"
          title={`You have not copied the ${noun}`}
          variant="light"
        >
          {warning}
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
          onClick={() => void copySecret()}
          variant={isKept ? 'default' : 'filled'}
        >
          {copied ? 'Copied' : `Copy ${noun}`}
        </Button>
        {(!isAsking || isKept) && (
          <Button onClick={() => (isKept ? onClose() : setAsking(true))} variant={isKept ? 'filled' : 'default'}>
            Done
          </Button>
        )}
      </Group>
      <VisuallyHidden role="status">{copied ? `Copied the ${noun}` : ''}</VisuallyHidden>
    </Stack>
  )
}
