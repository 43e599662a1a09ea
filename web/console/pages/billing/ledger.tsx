/** The ledger: every movement of tokens with the balance after it. */
import { Badge, Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { type LedgerFilter, ledgerCsvPath, ledgerQuery, MOVEMENT_KINDS, type Movement } from '../../data/billing.ts'
import { CopyId } from '../../kit/copy.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { DateRange } from '../../kit/date-range.tsx'
import { ExportButton } from '../../kit/export-button.tsx'
import { FilterBar } from '../../kit/filter-bar.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { EmptyState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { describeMovement, formatChange, formatTokens, KIND_WORDS, nameOfPrice } from './words.ts'

const KIND_COLORS = { grant: 'green', hold: 'blue', settle: 'gray', release: 'gray' } as const

/** The list with its filters, which are kept in the address. */
export function Ledger(): ReactElement {
  const { id } = useOrganization()
  const filter = useSearch({ from: '/shell/billing' })
  const navigate = useNavigate()
  const { data, error, isFetching, refetch } = useQuery(ledgerQuery(id, filter))
  const go = (search: LedgerFilter, replace: boolean) => void navigate({ to: '/billing', search, replace })
  const count = [filter.kind, filter.from, filter.to].filter(Boolean).length
  const next = data?.nextCursor
  return (
    <Stack gap="sm">
      <Group align="flex-end" justify="space-between">
        <Title order={2} size="h4">
          Ledger
        </Title>
        <ExportButton path={ledgerCsvPath(filter)} size="xs" />
      </Group>
      <Filters filter={filter} count={count} onChange={(changed) => go(changed, true)} />
      <DataTable
        columns={COLUMNS}
        empty={
          count > 0 ? (
            <EmptyState
              action={
                <Button onClick={() => go({}, true)} size="xs" variant="default">
                  Clear filters
                </Button>
              }
              title="No entries match these filters"
            />
          ) : (
            <EmptyState title="No tokens have moved yet">An owner can add some.</EmptyState>
          )
        }
        error={error}
        isFetching={isFetching}
        label="Ledger"
        onFirst={filter.cursor === undefined ? undefined : () => go({ ...filter, cursor: undefined }, false)}
        onNext={next === undefined ? undefined : () => go({ ...filter, cursor: next }, false)}
        onRetry={() => void refetch()}
        rowId={(row) => row.id}
        rows={data?.items}
      />
    </Stack>
  )
}

interface FiltersProps {
  readonly filter: LedgerFilter
  readonly count: number
  readonly onChange: (filter: LedgerFilter) => void
}

/** Changing one leads back to the first page. */
function Filters({ filter: { kind, from, to }, count, onChange }: FiltersProps): ReactElement {
  const change = (changed: LedgerFilter) => onChange({ kind, from, to, ...changed })
  return (
    <FilterBar count={count} onClear={() => onChange({})}>
      <Select
        clearable
        clearButtonProps={{ 'aria-label': 'Any kind' }}
        data={MOVEMENT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        label="Kind"
        onChange={(value) => change({ kind: MOVEMENT_KINDS.find((known) => known === value) })}
        placeholder="Any"
        size="xs"
        value={kind ?? null}
        w={140}
      />
      <DateRange from={from} onChange={change} to={to} />
    </FilterBar>
  )
}

const COLUMNS: ReadonlyArray<Column<Movement>> = [
  { id: 'at', header: 'When', cell: ({ row }) => <TimeAgo moment={row.original.at} /> },
  { id: 'what', header: 'What', cell: ({ row }) => <What movement={row.original} /> },
  {
    id: 'change',
    header: 'Change',
    cell: ({ row }) => <Amount>{formatChange(row.original.availableTokens)}</Amount>,
  },
  {
    id: 'balance',
    header: 'Balance',
    cell: ({ row }) => <Amount>{formatTokens(row.original.balanceAfterTokens)}</Amount>,
  },
  { id: 'for', header: 'For', cell: ({ row }) => <Purpose movement={row.original} /> },
  { id: 'by', header: 'By', cell: ({ row }) => <By actor={row.original.actor} /> },
]

function What({ movement }: { readonly movement: Movement }): ReactElement {
  return (
    <Stack gap={2}>
      <Group gap="xs" wrap="nowrap">
        <Badge color={KIND_COLORS[movement.kind]} flex="none" radius="sm" tt="none" variant="light">
          {KIND_WORDS[movement.kind]}
        </Badge>
        <Text size="sm">{describeMovement(movement)}</Text>
      </Group>
      {movement.note !== undefined && (
        <Text c="dimmed" size="xs" style={{ overflowWrap: 'anywhere' }}>
          {movement.note}
        </Text>
      )}
    </Stack>
  )
}

function Amount({ children }: { readonly children: string }): ReactElement {
  return (
    <Text className="tabular" component="span" size="sm" style={{ whiteSpace: 'nowrap' }}>
      {children}
    </Text>
  )
}

function Purpose({ movement: { sessionId, check } }: { readonly movement: Movement }): ReactElement | null {
  const { can } = useOrganization()
  if (sessionId !== undefined) {
    return can('sessions:read') ? (
      <LinkAnchor params={{ id: sessionId }} size="sm" to="/sessions/$id">
        Session {sessionId.slice(0, 8)}
      </LinkAnchor>
    ) : (
      <CopyId id={sessionId} isShort label="session id" />
    )
  }
  return check ? <Text size="sm">{nameOfPrice(check.kind)}</Text> : null
}

function By({ actor: { kind, name } }: Pick<Movement, 'actor'>): ReactElement {
  if (kind === 'system' || name === undefined) {
    return (
      <Text c="dimmed" size="sm">
        System
      </Text>
    )
  }
  return <Text size="sm">{kind === 'api_key' ? `API key ${name}` : name}</Text>
}
