/** Narrows the list of requests; every choice stands in the address of the page. */
import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { RequestLogFilter } from '../../data/request-logs.ts'
import { usageByEndpointQuery, usageByKeyQuery } from '../../data/usage.ts'
import { DateInput } from '../../kit/date-input.tsx'
import { FilterBar } from '../../kit/filter-bar.tsx'

const STATUSES = [
  { value: '2xx', label: '2xx succeeded' },
  { value: '4xx', label: '4xx failed or refused' },
  { value: '400', label: '400 bad request' },
  { value: '402', label: '402 payment required' },
  { value: '403', label: '403 forbidden' },
  { value: '404', label: '404 not found' },
  { value: '409', label: '409 conflict' },
  { value: '429', label: '429 over a limit' },
  { value: '5xx', label: '5xx server error' },
]
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE']

interface LogFiltersProps {
  readonly filter: RequestLogFilter
  /** Undefined is no longer narrowed by. */
  readonly onChange: (change: RequestLogFilter) => void
  readonly onClear: () => void
}

/** Keys and endpoints to choose from are those that were used within 30 days. */
export function LogFilters({ filter, onChange, onClear }: LogFiltersProps): ReactElement {
  const keys = useQuery(usageByKeyQuery('30d')).data ?? []
  const endpoints = useQuery(usageByEndpointQuery('30d')).data ?? []
  const keyNames = keys.map(({ apiKey: { id, name, display } }) => ({
    value: id,
    label: name === undefined ? id : `${name} (${display})`,
  }))
  const routes = [...new Set(endpoints.map(({ endpoint }) => endpoint.route))].map((route) => ({
    value: route,
    label: route,
  }))
  const { status, method, apiKeyId, route, requestId, from, to, sessionId } = filter
  const count = [status, method, apiKeyId, route, requestId, from, to, sessionId].filter(Boolean).length
  return (
    <FilterBar count={count} onClear={onClear}>
      <Choice label="Status" onChange={(value) => onChange({ status: value })} options={STATUSES} value={status} />
      <Choice
        label="Method"
        onChange={(value) => onChange({ method: value })}
        options={METHODS.map((value) => ({ value, label: value }))}
        value={method}
        width={110}
      />
      <Choice
        label="API key"
        onChange={(value) => onChange({ apiKeyId: value })}
        options={keyNames}
        value={apiKeyId}
        width={220}
      />
      <Choice
        label="Endpoint"
        onChange={(value) => onChange({ route: value })}
        options={routes}
        value={route}
        width={240}
      />
      <IdField
        key={`request ${requestId}`}
        label="Request id"
        onChange={(value) => onChange({ requestId: value })}
        placeholder="From x-request-id"
        value={requestId}
      />
      <IdField
        key={`session ${sessionId}`}
        label="Session id"
        onChange={(value) => onChange({ sessionId: value })}
        placeholder="Made or asked for"
        value={sessionId}
      />
      <Moment label="From" onChange={(value) => onChange({ from: value })} value={from} />
      <Moment label="To" onChange={(value) => onChange({ to: value })} value={to} />
    </FilterBar>
  )
}

interface FieldProps {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

interface ChoiceProps extends FieldProps {
  readonly label: string
  readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>
  readonly width?: number
}

/** A value from an address that is none of the options stands among them all the same. */
function Choice({ label, options, value, onChange, width = 180 }: ChoiceProps): ReactElement {
  const isKnown = value === undefined || options.some((option) => option.value === value)
  return (
    <Select
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      clearable
      data={isKnown ? [...options] : [...options, { value, label: value }]}
      label={label}
      onChange={(next) => onChange(next ?? undefined)}
      placeholder="Any"
      size="xs"
      value={value ?? null}
      w={width}
    />
  )
}

interface IdFieldProps extends FieldProps {
  readonly label: string
  readonly placeholder: string
}

/** Looked for by Enter, or when the field is left. */
function IdField({ label, placeholder, value, onChange }: IdFieldProps): ReactElement {
  const [text, setText] = useState(value ?? '')
  const submit = () => {
    const wanted = text.trim() === '' ? undefined : text.trim()
    if (wanted !== value) onChange(wanted)
  }
  return (
    <TextInput
      label={label}
      onBlur={submit}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && submit()}
      placeholder={placeholder}
      size="xs"
      value={text}
      w={230}
    />
  )
}

/** In the reader's zone on the page, an ISO string in the address. */
function Moment({ label, value, onChange }: FieldProps & { readonly label: string }): ReactElement {
  return (
    <DateInput
      label={label}
      onChange={(local) => onChange(local && new Date(local).toISOString())}
      size="xs"
      type="datetime-local"
      value={value === undefined ? undefined : toLocal(value)}
      w={190}
    />
  )
}

function toLocal(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
