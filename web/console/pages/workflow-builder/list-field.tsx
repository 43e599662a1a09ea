/** A list of things with fields of their own, such as countries with their categories. */
import { ActionIcon, Button, Fieldset, Group, Input, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ComponentType, ReactElement } from 'react'
import type { SettingSchema } from '../../data/workflow-types.ts'
import type { FieldProps } from './field-props.ts'

interface Props extends FieldProps {
  /** The field of one part of an item; given, since it chooses among all kinds, lists included. */
  readonly Field: ComponentType<FieldProps>
}

type Item = Readonly<Record<string, unknown>>

/** Each item is a group of fields with a button that removes it; lists may stand in lists. */
export function ListField({ Field, setting, value, error, isReadOnly, countries, onChange }: Props): ReactElement {
  const { title, schema } = setting
  const items = Array.isArray(value) ? (value as readonly Item[]) : []
  const { itemTitle = 'Entry', maxItems = 100 } = schema
  const fields = Object.entries(schema.items?.properties ?? {})

  function replace(at: number, key: string, next: unknown): void {
    onChange(items.map((item, index) => (index === at ? { ...item, [key]: next } : item)))
  }

  return (
    <Input.Wrapper description={schema.description} error={error} label={title} labelElement="div">
      <Stack gap="xs" mt={6}>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id of their own and are never reordered
          <Fieldset key={at} legend={`${itemTitle} ${at + 1}`} p="sm">
            <Group align="flex-start" gap="xs" wrap="nowrap">
              <Stack flex={1} gap="xs" miw={0}>
                {fields.map(([key, field]) => (
                  <Field
                    countries={countries}
                    isReadOnly={isReadOnly}
                    key={key}
                    onChange={(next) => replace(at, key, next)}
                    setting={{ key, title: field.title ?? key, schema: field }}
                    value={item[key]}
                  />
                ))}
              </Stack>
              {!isReadOnly && (
                <ActionIcon
                  aria-label={`Remove ${itemTitle.toLowerCase()} ${at + 1}`}
                  color="gray"
                  onClick={() => onChange(items.filter((_, index) => index !== at))}
                  variant="subtle"
                >
                  <IconTrash aria-hidden="true" size={16} />
                </ActionIcon>
              )}
            </Group>
          </Fieldset>
        ))}
        {items.length === 0 && (
          <Text c="dimmed" size="sm">
            None yet.
          </Text>
        )}
        {!isReadOnly && items.length < maxItems && (
          <Button
            leftSection={<IconPlus aria-hidden="true" size={14} />}
            onClick={() => onChange([...items, emptyItem(schema.items)])}
            size="compact-sm"
            variant="default"
            w="fit-content"
          >
            Add {itemTitle.toLowerCase()}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}

/** An item with the least that its schema asks for. */
function emptyItem(schema: SettingSchema | undefined): Item {
  return Object.fromEntries(
    Object.entries(schema?.properties ?? {}).map(([key, field]) => {
      if (field.default !== undefined) return [key, field.default]
      if (field.type === 'array') return [key, []]
      return [key, field.type === 'string' ? '' : (field.minimum ?? 0)]
    }),
  )
}
