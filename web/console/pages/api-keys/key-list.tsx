/** The table of keys. */
import { VisuallyHidden } from '@mantine/core'
import { createContext, type ReactElement, type ReactNode, useContext } from 'react'
import type { ApiKey } from '../../data/api-keys.ts'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { KeyCell } from './key-cell.tsx'
import { KeyNotes } from './key-notes.tsx'
import { Creation, EnvironmentBadge, type KeyAct, KeyMenu, KeyName, LastUse } from './key-parts.tsx'
import { type ShownKeys, ShownKeysContext } from './use-shown-keys.ts'

interface KeyListProps {
  /** Undefined while they are loaded. */
  readonly keys: readonly ApiKey[] | undefined
  readonly shownKeys: ShownKeys
  /** Undefined for members who may change nothing. */
  readonly onAct: OnAct | undefined
  readonly empty: ReactNode
  readonly error: unknown
  readonly onRetry: () => void
  readonly isFetching: boolean
}

type OnAct = (apiKey: ApiKey, act: KeyAct) => void

const OnActContext = createContext<OnAct | undefined>(undefined)

/** The list. */
export function KeyList({ shownKeys, onAct, ...rest }: KeyListProps): ReactElement {
  return (
    <ShownKeysContext value={shownKeys}>
      <OnActContext value={onAct}>
        <DataTable
          columns={COLUMNS}
          label="API keys"
          rowId={({ id }) => id}
          rows={rest.keys}
          skeletonRows={2}
          {...rest}
        />
      </OnActContext>
    </ShownKeysContext>
  )
}

function ActMenu({ apiKey }: { readonly apiKey: ApiKey }): ReactElement | null {
  const onAct = useContext(OnActContext)
  return onAct ? <KeyMenu apiKey={apiKey} onAct={(act) => onAct(apiKey, act)} /> : null
}

function Name({ apiKey }: { readonly apiKey: ApiKey }): ReactElement {
  const onAct = useContext(OnActContext)
  return (
    <KeyName apiKey={apiKey}>
      <KeyNotes apiKey={apiKey} onRestrict={onAct && (() => onAct(apiKey, 'restrict'))} />
    </KeyName>
  )
}

function Key({ apiKey }: { readonly apiKey: ApiKey }): ReactElement {
  const onAct = useContext(OnActContext)
  return <KeyCell apiKey={apiKey} onRegenerate={onAct && (() => onAct(apiKey, 'regenerate'))} />
}

/** One array for ever: a cell whose column changes would forget what it has copied. */
const COLUMNS: ReadonlyArray<Column<ApiKey>> = [
  { id: 'name', header: 'Name', cell: ({ row }) => <Name apiKey={row.original} /> },
  {
    id: 'environment',
    header: 'Environment',
    cell: ({ row }) => <EnvironmentBadge environment={row.original.environment} />,
  },
  { id: 'key', header: 'Key', cell: ({ row }) => <Key apiKey={row.original} /> },
  { id: 'used', header: 'Last used', cell: ({ row }) => <LastUse apiKey={row.original} /> },
  { id: 'created', header: 'Created', cell: ({ row }) => <Creation apiKey={row.original} /> },
  {
    id: 'menu',
    header: () => <VisuallyHidden>Actions</VisuallyHidden>,
    cell: ({ row }) => <ActMenu apiKey={row.original} />,
  },
]
