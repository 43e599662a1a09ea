/** The filters above the list: search, status, workflow, and the rarer ones behind a button. */
import { Button, Group, MultiSelect, Popover, Select, Stack, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { workflowsQuery } from '../../data/workflows.ts'
import { DateInput } from '../../kit/date-input.tsx'
import { SearchInput } from '../../kit/search-input.tsx'
import { statusWord } from '../../kit/status-badge.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { isFiltered, PROGRESS, type SessionsSearch, STATUSES } from './filters.ts'
import { PROGRESS_WORDS } from './words.ts'

interface FilterBarProps {
  readonly search: SessionsSearch
  /** Lays a change over the filters, from the first page on. */
  readonly onChange: (change: Partial<SessionsSearch>) => void
  readonly onClear: () => void
}

/** One row on wide screens, wrapped on narrow ones. */
export function FilterBar({ search, onChange, onClear }: FilterBarProps): ReactElement {
  const { can } = useOrganization()
  const { data: workflows } = useQuery({ ...workflowsQuery(), enabled: can('workflows:read') })
  const named = (workflows ?? []).filter(({ isFixture }) => !isFixture)
  return (
    <Group align="flex-end" component="search" gap="xs" mb="md">
      <SearchInput
        aria-keyshortcuts="/"
        aria-label="Search sessions"
        flex="1 1 16rem"
        maw={{ base: '100%', xs: 360 }}
        maxLength={254}
        onSearch={(q) => onChange({ q })}
        placeholder={can('applicants:read') ? 'Name, e-mail, phone or id' : 'Start of a session id'}
        text={search.q ?? ''}
      />
      <MultiSelect
        aria-label="Status"
        clearable
        clearButtonProps={{ 'aria-label': 'Any status' }}
        data={STATUSES.map((value) => ({ value, label: statusWord(value) }))}
        flex={{ base: '1 1 100%', xs: '0 1 15rem' }}
        onChange={(values) => onChange({ status: STATUSES.filter((status) => values.includes(status)) })}
        placeholder={search.status?.length ? undefined : 'Any status'}
        value={[...(search.status ?? [])]}
      />
      <Select
        aria-label="Workflow"
        clearable
        clearButtonProps={{ 'aria-label': 'Any workflow' }}
        data={[{ value: 'none', label: 'Standalone' }, ...named.map(({ id, name }) => ({ value: id, label: name }))]}
        flex={{ base: '1 1 100%', xs: '0 1 12rem' }}
        onChange={(value) => onChange({ workflow: value ?? undefined })}
        placeholder="Any workflow"
        value={search.workflow ?? null}
      />
      <MoreFilters onChange={onChange} search={search} />
      {isFiltered(search) && (
        <Button color="gray" onClick={onClear} variant="subtle">
          Clear
        </Button>
      )}
    </Group>
  )
}

function MoreFilters({ search, onChange }: Pick<FilterBarProps, 'search' | 'onChange'>): ReactElement {
  const { progress, externalId, from, to, olderThan } = search
  const count = [progress?.length, externalId, from, to, olderThan].filter(Boolean).length
  return (
    <Popover position="bottom-start" trapFocus width={300}>
      <Popover.Target>
        <Button leftSection={<IconAdjustmentsHorizontal aria-hidden="true" size={16} />} variant="default">
          {count > 0 ? `More filters (${count})` : 'More filters'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="More filters">
        <Stack gap="sm">
          <MultiSelect
            clearable
            clearButtonProps={{ 'aria-label': 'Any progress' }}
            comboboxProps={{ withinPortal: false }}
            data={PROGRESS.map((value) => ({ value, label: PROGRESS_WORDS[value] }))}
            label="Progress"
            onChange={(values) => onChange({ progress: PROGRESS.filter((one) => values.includes(one)) })}
            value={[...(progress ?? [])]}
          />
          <TextInput
            defaultValue={externalId}
            description="Exactly as your system sent it"
            label="External id"
            maxLength={255}
            onBlur={({ currentTarget: { value } }) => onChange({ externalId: value || undefined })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onChange({ externalId: event.currentTarget.value || undefined })
            }}
          />
          <Group grow>
            <DateInput label="Created from" max={to} onChange={(day) => onChange({ from: day })} value={from} />
            <DateInput label="to" min={from} onChange={(day) => onChange({ to: day })} value={to} />
          </Group>
          {olderThan !== undefined && (
            <Button onClick={() => onChange({ olderThan: undefined })} size="xs" variant="default">
              Also show sessions of the last {olderThan} h
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
