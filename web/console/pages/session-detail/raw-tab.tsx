/** The session as the API answers it: folded by object, copied or saved whole. */
import { Button, Group, Paper, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { escapeHidden } from '../../../ui/hidden-characters.ts'
import type { SessionDetail } from '../../data/session-detail.ts'
import { CopyButton } from '../../kit/copy.tsx'
import classes from './raw-tab.module.css'

/** Links to pictures lead to this console here; a server gets signed URLs of 15 minutes. */
export function RawTab({ session }: { readonly session: SessionDetail }): ReactElement {
  const text = escapeHidden(JSON.stringify(session.raw, undefined, 2))
  return (
    <Paper p="md" withBorder>
      <Group justify="space-between" mb="sm">
        <Text c="dimmed" maw={640} size="sm">
          <code>GET /v1/sessions/{session.id}</code>
          {session.isMasked
            ? ', personal data masked for your role.'
            : '. Links to pictures need your sign-in here; a server gets signed ones.'}
        </Text>
        <Group gap="xs">
          <CopyButton label="JSON" value={text} />
          <Button
            leftSection={<IconDownload size={16} />}
            onClick={() => save(text, `session-${session.id}.json`)}
            size="xs"
            variant="default"
          >
            Download
          </Button>
        </Group>
      </Group>
      <div className={classes.tree}>
        <Node depth={0} name="" value={session.raw} />
      </div>
    </Paper>
  )
}

function Node({
  name,
  value,
  depth,
}: {
  readonly name: string
  readonly value: unknown
  readonly depth: number
}): ReactElement {
  const label = name === '' ? null : <span className={classes.name}>{name}: </span>
  if (typeof value !== 'object' || value === null) {
    return (
      <div className={classes.leaf}>
        {label}
        <span>{escapeHidden(JSON.stringify(value))}</span>
      </div>
    )
  }
  const entries = Object.entries(value)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (entries.length === 0) {
    return (
      <div className={classes.leaf}>
        {label}
        {open}
        {close}
      </div>
    )
  }
  return (
    <details className={classes.branch} open={depth === 0 || name === 'session_record'}>
      <summary>
        {label}
        {open} {entries.length} {close}
      </summary>
      {entries.map(([key, inner]) => (
        <Node depth={depth + 1} key={key} name={key} value={inner} />
      ))}
    </details>
  )
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
