/** The columns of the list of sessions. */
import { Badge, Checkbox, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ListedSession } from '../../data/sessions.ts'
import { CopyId } from '../../kit/copy.tsx'
import type { Column } from '../../kit/data-table.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { formatDuration, PROGRESS_WORDS, RISK_LOOKS } from './words.ts'

/** Which rows are chosen; undefined for members who can do nothing with chosen ones. */
export interface Choice {
  readonly ids: ReadonlySet<string>
  readonly toggle: (id: string) => void
  readonly toggleAll: () => void
  readonly shown: number
}

/** All of them; the box before each row only with a choice. */
export function sessionColumns(choice: Choice | undefined): ReadonlyArray<Column<ListedSession>> {
  const columns: Array<Column<ListedSession>> = [
    {
      id: 'applicant',
      header: 'Applicant',
      enableHiding: false,
      cell: ({ row }) => <Applicant session={row.original} />,
    },
    { id: 'status', header: 'Status', cell: ({ row }) => <StatusBadge status={row.original.status} /> },
    { id: 'progress', header: 'Progress', cell: ({ row }) => <Short>{PROGRESS_WORDS[row.original.progress]}</Short> },
    { id: 'workflow', header: 'Workflow', cell: ({ row }) => row.original.workflow?.name ?? 'Standalone' },
    { id: 'risk', header: 'Risk', cell: ({ row }) => <Risk session={row.original} /> },
    { id: 'externalId', header: 'External id', cell: ({ row }) => <ExternalId id={row.original.externalId} /> },
    { id: 'created', header: 'Created', cell: ({ row }) => <TimeAgo moment={row.original.createdAt} /> },
    {
      id: 'submitted',
      header: 'Submitted',
      cell: ({ row: { original } }) => (original.submittedAt ? <TimeAgo moment={original.submittedAt} /> : <None />),
    },
    { id: 'duration', header: 'Duration', cell: ({ row }) => <Duration seconds={row.original.durationSeconds} /> },
  ]
  return choice ? [chooser(choice), ...columns] : columns
}

function chooser({ ids, shown, toggle, toggleAll }: Choice): Column<ListedSession> {
  return {
    id: 'choose',
    enableHiding: false,
    header: () => (
      <Checkbox
        aria-label="Choose all on this page"
        checked={shown > 0 && ids.size === shown}
        indeterminate={ids.size > 0 && ids.size < shown}
        onChange={toggleAll}
        size="xs"
      />
    ),
    cell: ({ row: { original } }) => (
      <Checkbox
        aria-label={`Choose ${original.firstName} ${original.lastName}`}
        checked={ids.has(original.id)}
        onChange={() => toggle(original.id)}
        size="xs"
      />
    ),
  }
}

function Applicant({ session }: { readonly session: ListedSession }): ReactElement {
  const { id, firstName, lastName, email } = session
  return (
    <div style={{ maxWidth: 260, minWidth: 140 }}>
      <LinkAnchor
        display="block"
        fw={600}
        params={{ id }}
        size="sm"
        style={{ overflowWrap: 'anywhere' }}
        to="/sessions/$id"
      >
        {firstName} {lastName}
      </LinkAnchor>
      <Text c="dimmed" size="xs" title={email} truncate>
        {email}
      </Text>
    </div>
  )
}

function Risk({ session: { risk } }: { readonly session: ListedSession }): ReactElement {
  if (!risk) return <None />
  const { word, color } = RISK_LOOKS[risk]
  return (
    <Badge color={color} radius="sm" tt="none" variant="light">
      {word}
    </Badge>
  )
}

function ExternalId({ id }: { readonly id: string | undefined }): ReactElement {
  if (id === undefined) return <None />
  return id.length > 20 ? <CopyId id={id} isShort label="external id" /> : <CopyId id={id} label="external id" />
}

function Duration({ seconds }: { readonly seconds: number | undefined }): ReactElement {
  if (seconds === undefined) return <None />
  return <Short>{formatDuration(seconds)}</Short>
}

/** A few words on one line. */
function Short({ children }: { readonly children: string }): ReactElement {
  return (
    <Text component="span" size="sm" style={{ whiteSpace: 'nowrap' }}>
      {children}
    </Text>
  )
}

function None(): ReactElement {
  return (
    <Text c="dimmed" component="span" size="sm">
      –
    </Text>
  )
}
