/** A map of choices, such as countries: a list of the only ones accepted, or of those that are not. */
import { MultiSelect, SegmentedControl, Stack } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { FieldProps } from './field-props.ts'
import { countryName } from './settings.ts'

type Mode = 'only' | 'except'

/** None chosen means that there is no rule. */
export function ChoicesField({ setting, value, error, isReadOnly, countries, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  const map = toMap(value)
  const accepted = Object.keys(map).filter((key) => map[key])
  const refused = Object.keys(map).filter((key) => !map[key])
  const told: Mode | undefined = accepted.length > 0 ? 'only' : refused.length > 0 ? 'except' : undefined
  const [wanted, setWanted] = useState<Mode>(told ?? 'only')
  const mode = told ?? wanted
  const chosen = mode === 'only' ? accepted : refused

  function change(keys: readonly string[], next: Mode): void {
    onChange(keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, next === 'only'])))
  }

  return (
    <Stack gap={6}>
      <MultiSelect
        clearable={!isReadOnly}
        clearButtonProps={{ 'aria-label': `Clear ${title}` }}
        data={listOptions(schema.control === 'countries' ? countries : undefined, schema.optionLabels, chosen)}
        description={schema.description}
        error={error}
        hidePickedOptions
        label={title}
        limit={60}
        maxDropdownHeight={260}
        nothingFoundMessage="Nothing with that name"
        onChange={(keys) => change(keys, mode)}
        placeholder={chosen.length === 0 ? 'All' : undefined}
        readOnly={isReadOnly}
        searchable
        value={chosen}
      />
      <SegmentedControl
        aria-label={`${title}: which are accepted`}
        data={[
          { value: 'only', label: 'Accept only these' },
          { value: 'except', label: 'All but these' },
        ]}
        fullWidth
        onChange={(next) => {
          setWanted(next as Mode)
          change(chosen, next as Mode)
        }}
        readOnly={isReadOnly}
        size="xs"
        value={mode}
      />
    </Stack>
  )
}

/** Options by name; a stored key without a name of its own stays choosable. */
function listOptions(
  countries: readonly string[] | undefined,
  labels: Readonly<Record<string, string>> | undefined,
  chosen: readonly string[],
): Array<{ value: string; label: string }> {
  const known = countries
    ? countries.map((value) => ({ value, label: countryName(value) }))
    : Object.entries(labels ?? {}).map(([value, label]) => ({ value, label }))
  const extra = chosen.filter((key) => !known.some(({ value }) => value === key))
  const all = [...known, ...extra.map((value) => ({ value, label: countries ? countryName(value) : value }))]
  return all.toSorted((a, b) => a.label.localeCompare(b.label))
}

function toMap(value: unknown): Readonly<Record<string, boolean>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([key, chosen]) => [key, chosen === true]))
}
