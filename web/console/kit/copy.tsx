/** Copying: a button, and an id that is copied by a click. */
import { ActionIcon, Button, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useCopied } from './use-copied.ts'

/** Characters of an id that stays on one line. */
const UNBROKEN = 20

/** Copies `value`; `label` says what it is, e.g. `API key`. */
export function CopyButton({ value, label }: { readonly value: string; readonly label: string }): ReactElement {
  const { copied, copy } = useCopied()
  return (
    <>
      <Button
        leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        onClick={() => void copy(value)}
        size="xs"
        variant="default"
      >
        {copied ? 'Copied' : `Copy ${label}`}
      </Button>
      <Said copied={copied} label={label} />
    </>
  )
}

/** An id in full or its start, with a small button that copies all of it. */
export function CopyId({
  id,
  label,
  isShort = false,
}: {
  readonly id: string
  readonly label: string
  readonly isShort?: boolean
}): ReactElement {
  const { copied, copy } = useCopied()
  return (
    <Group component="span" display="inline-flex" gap={4} wrap="nowrap">
      <Text
        component="span"
        ff="monospace"
        size="xs"
        style={isShort || id.length <= UNBROKEN ? { whiteSpace: 'nowrap' } : { overflowWrap: 'anywhere' }}
        title={id}
      >
        {isShort ? shorten(id) : id}
      </Text>
      <Tooltip label={copied ? 'Copied' : `Copy ${label}`}>
        <ActionIcon aria-label={`Copy ${label}`} color="gray" onClick={() => void copy(id)} size="sm" variant="subtle">
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      </Tooltip>
      <Said copied={copied} label={label} />
    </Group>
  )
}

function Said({ copied, label }: { readonly copied: boolean; readonly label: string }): ReactElement {
  return (
    <VisuallyHidden aria-live="polite" component="span" role="status">
      {copied ? `Copied ${label}` : ''}
    </VisuallyHidden>
  )
}

/** Ids of version 7 begin with their time: those of one hour look the same, and are told apart by their ends. */
function shorten(id: string): string {
  return id[14] === '7' ? id.slice(-8) : id.slice(0, 8)
}
