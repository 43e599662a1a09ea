/** The field of one setting, chosen by its JSON Schema: no step has a panel that was written by hand. */
import { NativeSelect, Radio, Select, Stack, Switch, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { ChoicesField } from './choices-field.tsx'
import { ConditionField } from './condition-field.tsx'
import type { FieldProps } from './field-props.ts'
import { ListField } from './list-field.tsx'
import { NumberField } from './number-field.tsx'
import { countryName, type Setting } from './settings.ts'

/** Values of a wrong type, as from an imported file, are shown as empty; the server's check says what is wrong. */
export function SettingField(given: FieldProps): ReactElement {
  const { control, enum: words, type, items } = given.setting.schema
  const isList = type === 'array' && items?.type !== 'string'
  // What is wrong with an entry of a list is said at the entry.
  const told = isList ? given.errors.find(({ path }) => path.length === 0) : given.errors[0]
  const props = { ...given, error: told?.message }
  if (control === 'condition') return <ConditionField {...props} />
  if (control === 'countries' || control === 'choices') return <ChoicesField {...props} />
  if (control === 'country') return <CountryField {...props} />
  if (words) return <WordField {...props} />
  if (type === 'boolean') return <SwitchField {...props} />
  if (type === 'integer' || type === 'number') return <NumberField {...props} />
  if (isList) return <ListField {...props} Field={SettingField} />
  if (type === 'array') return <TextsField {...props} />
  if (control === 'text') return <LongTextField {...props} />
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

/** More than these are a list to choose from instead of buttons. */
const MAX_BUTTONS = 4

function WordField(props: FieldProps): ReactElement {
  const { setting, value, error, isReadOnly, onChange } = props
  const { title, schema } = setting
  if ((schema.enum?.length ?? 0) > MAX_BUTTONS) return <ChoiceField {...props} />
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

function ChoiceField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  const words = schema.enum ?? []
  const known = typeof value === 'string' && !words.includes(value) ? [value, ...words] : words
  return (
    <NativeSelect
      data={known.map((word) => ({ value: word, label: schema.optionLabels?.[word] ?? word }))}
      description={schema.description}
      disabled={isReadOnly}
      error={error}
      label={title}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      value={typeof value === 'string' ? value : ''}
    />
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
      splitChars={[]}
      value={texts}
    />
  )
}

/** Characters from which on a text is more than a few lines. */
const LONG_CHARACTERS = 2_000

function LongTextField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  const isLong = (schema.maxLength ?? 0) > LONG_CHARACTERS
  return (
    <Textarea
      autosize
      description={schema.description}
      error={error}
      label={title}
      maxLength={schema.maxLength}
      maxRows={isLong ? 24 : 8}
      minRows={isLong ? 8 : 2}
      onChange={({ currentTarget }) => onChange(toText(currentTarget.value, setting))}
      readOnly={isReadOnly}
      value={typeof value === 'string' ? value : ''}
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
      onChange={({ currentTarget }) => onChange(toText(currentTarget.value, setting))}
      readOnly={isReadOnly}
      value={typeof value === 'string' ? value : ''}
    />
  )
}

/** An optional text that is emptied is left out: it may not be empty. */
function toText(text: string, { isRequired }: Setting): string | undefined {
  return text === '' && !isRequired ? undefined : text
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
