/** The field of one setting, chosen by its JSON Schema: no step has a panel that was written by hand. */
import { Radio, Select, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { ChoicesField } from './choices-field.tsx'
import type { FieldProps } from './field-props.ts'
import { ListField } from './list-field.tsx'
import { NumberField } from './number-field.tsx'
import { countryName, type Setting } from './settings.ts'

/** Values of a wrong type, as from an imported file, are shown as empty; the server's check says what is wrong. */
export function SettingField(props: FieldProps): ReactElement {
  const { control, enum: words, type, items } = props.setting.schema
  if (control === 'countries' || control === 'choices') return <ChoicesField {...props} />
  if (control === 'country') return <CountryField {...props} />
  if (words) return <WordField {...props} />
  if (type === 'boolean') return <SwitchField {...props} />
  if (type === 'integer' || type === 'number') return <NumberField {...props} />
  if (type === 'array')
    return items?.type === 'string' ? <TextsField {...props} /> : <ListField {...props} Field={SettingField} />
  return <TextField {...props} />
}

function SwitchField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  return (
    <Switch
      checked={value === true}
      description={schema.description}
      disabled={isReadOnly}
      error={error}
      label={title}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.checked || (schema.default === undefined ? undefined : false))
      }
    />
  )
}

function WordField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  return (
    <Radio.Group
      description={schema.description}
      error={error}
      label={title}
      onChange={onChange}
      readOnly={isReadOnly}
      value={typeof value === 'string' ? value : null}
    >
      <Stack gap={6} mt={6}>
        {schema.enum?.map((word) => (
          <Radio
            disabled={isReadOnly && word !== value}
            key={word}
            label={schema.optionLabels?.[word] ?? word}
            value={word}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function CountryField({ setting, value, error, isReadOnly, countries, onChange }: FieldProps): ReactElement {
  const known =
    typeof value === 'string' && value !== '' && !countries.includes(value) ? [value, ...countries] : countries
  const data = known.map((code) => ({ value: code, label: countryName(code) }))
  return (
    <Select
      data={data.toSorted((a, b) => a.label.localeCompare(b.label))}
      description={setting.schema.description}
      error={error}
      label={setting.title}
      limit={60}
      nothingFoundMessage="No country with that name"
      onChange={(code) => onChange(code ?? '')}
      readOnly={isReadOnly}
      searchable
      value={typeof value === 'string' && value !== '' ? value : null}
    />
  )
}

function TextsField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const texts = Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : []
  return (
    <TagsInput
      clearable={false}
      description={setting.schema.description}
      error={error}
      label={setting.title}
      onChange={(next) => onChange(next.length > 0 ? next : undefined)}
      placeholder="Type and press Enter"
      readOnly={isReadOnly}
      value={texts}
    />
  )
}

function TextField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  return (
    <TextInput
      description={schema.description}
      error={error}
      label={title}
      maxLength={schema.maxLength}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      readOnly={isReadOnly}
      value={typeof value === 'string' ? value : ''}
    />
  )
}

/** The settings that this installation pays no heed to, each with the reason. */
export function UnavailableSettings({ settings }: { readonly settings: readonly Setting[] }): ReactElement {
  return (
    <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
      {settings.map(({ key, title, schema }) => (
        <li key={key}>
          <Text fw={500} size="sm">
            {title}
          </Text>
          <Text c="dimmed" size="sm">
            {schema.unavailable}
          </Text>
        </li>
      ))}
    </Stack>
  )
}
