/** The filters of the audit log; what they say is in the address. */
import { Pill, Select, TextInput } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { ACTOR_KINDS, type AuditFilter, READS } from '../../data/audit.ts'
import { DateRange } from '../../kit/date-range.tsx'
import { FilterBar } from '../../kit/filter-bar.tsx'
import { ACTION_WORDS, ACTOR_WORDS, NOUN_WORDS, READS_WORDS, titleAction } from './words.ts'

/** How many filters leave something out. */
export function countFilters(filter: AuditFilter): number {
  return Object.values(filter).filter(Boolean).length
}

const ACTIONS = Object.entries(NOUN_WORDS).map(([noun, group]) => {
  const actions = Object.keys(ACTION_WORDS).filter((action) => action.startsWith(`${noun}.`))
  const all = { value: noun, label: `All of ${group.charAt(0).toLowerCase()}${group.slice(1)}` }
  return { group, items: [all, ...actions.map((value) => ({ value, label: titleAction(value) }))] }
})

interface FiltersProps {
  readonly filter: AuditFilter
  readonly onChange: (filter: AuditFilter) => void
}

/** Changing one leads back to the first page. */
export function Filters({ filter, onChange }: FiltersProps): ReactElement {
  const { action, actorKind, actorId, from, to, reads } = filter
  const change = (changed: AuditFilter) => onChange({ ...filter, ...changed })
  return (
    <FilterBar count={countFilters(filter)} onClear={() => onChange({})}>
      <Select
        clearable
        clearButtonProps={{ 'aria-label': 'Any action' }}
        data={ACTIONS}
        label="Action"
        onChange={(value) => change({ action: value ?? undefined })}
        placeholder="Any"
        searchable
        size="xs"
        value={action ?? null}
        w={230}
      />
      <Select
        clearable
        clearButtonProps={{ 'aria-label': 'Anybody' }}
        data={ACTOR_KINDS.map((value) => ({ value, label: ACTOR_WORDS[value] }))}
        label="Who"
        onChange={(value) => change({ actorKind: ACTOR_KINDS.find((kind) => kind === value), actorId: undefined })}
        placeholder="Anybody"
        size="xs"
        value={actorKind ?? null}
        w={140}
      />
      <Select
        clearable
        clearButtonProps={{ 'aria-label': 'Without reads' }}
        data={READS.map((value) => ({ value, label: READS_WORDS[value] }))}
        label="Reads of applicants’ data"
        onChange={(value) => change({ reads: READS.find((known) => known === value) })}
        placeholder="Left out"
        size="xs"
        value={reads ?? null}
        w={170}
      />
      <TargetFilter key={filter.target} onChange={(target) => change({ target })} target={filter.target} />
      <DateRange from={from} onChange={change} to={to} />
      {actorId !== undefined && (
        <Pill
          onRemove={() => change({ actorId: undefined })}
          removeButtonProps={{ 'aria-label': 'Anybody again', tabIndex: 0, 'aria-hidden': false }}
          withRemoveButton
        >
          Only {actorId.slice(0, 8)}
        </Pill>
      )}
    </FilterBar>
  )
}

/** An id takes effect by Enter or on leaving the field, not letter by letter. */
function TargetFilter({
  target,
  onChange,
}: {
  readonly target: string | undefined
  readonly onChange: (target: string | undefined) => void
}): ReactElement {
  const [text, setText] = useState(target ?? '')
  const apply = () => {
    const next = text.trim() || undefined
    if (next !== target) onChange(next)
  }
  return (
    <TextInput
      label="Target id"
      maxLength={200}
      onBlur={apply}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply()
      }}
      placeholder="Any"
      size="xs"
      value={text}
      w={170}
    />
  )
}
