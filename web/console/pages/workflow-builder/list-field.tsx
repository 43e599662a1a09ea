/** A list of things with fields of their own, such as documents, or questions with their options. */
import { ActionIcon, Button, Collapse, Group, Input, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconArrowDown, IconArrowUp, IconChevronRight, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ComponentType, type ReactElement, useId, useState } from 'react'
import classes from './builder.module.css'
import { replacePart } from './condition.ts'
import type { FieldError, FieldProps, Values } from './field-props.ts'
import { countryName, emptyItem, listShown } from './settings.ts'

interface Props extends FieldProps {
  /** The field of one part of an item; given, since it chooses among all kinds, lists included. */
  readonly Field: ComponentType<FieldProps>
}

/** From so many fields on, an item is folded until it is opened. */
const FOLDED_FIELDS = 3

/** Each item is a group of fields, moved and removed by buttons; lists may stand in lists. */
export function ListField(props: Props): ReactElement {
  const { setting, value, beside, error, errors, isReadOnly, onChange } = props
  const { title, schema } = setting
  const items = Array.isArray(value) ? (value as readonly Values[]) : []
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const { itemTitle = 'Entry', maxItems = 100, follows } = schema
  const before = follows === undefined ? undefined : beside[follows]
  const isFolding = Object.keys(schema.items?.properties ?? {}).length >= FOLDED_FIELDS

  function move(at: number, to: number): void {
    const item = items[at]
    if (!item || to < 0 || to >= items.length) return
    onChange(items.toSpliced(at, 1).toSpliced(to, 0, item))
    setOpened(new Set([...opened].map((index) => (index === at ? to : index === to ? at : index))))
  }

  return (
    <Input.Wrapper description={schema.description} error={error} label={title} labelElement="div">
      <Stack gap="xs" mt={6}>
        {items.map((item, at) => (
          <ItemFields
            {...props}
            count={items.length}
            earlier={[...(Array.isArray(before) ? before : []), ...items.slice(0, at)]}
            errors={errors
              .filter(({ path }) => path[0] === at)
              .map(({ path, message }) => ({ path: path.slice(1), message }))}
            isFolding={isFolding}
            isOpen={!isFolding || opened.has(at)}
            item={item}
            itemTitle={`${itemTitle} ${at + 1}`}
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id of their own, and their fields no state
            key={at}
            onMove={(by) => move(at, at + by)}
            onRemove={() => {
              onChange(items.toSpliced(at, 1))
              setOpened(
                new Set([...opened].filter((index) => index !== at).map((index) => (index > at ? index - 1 : index))),
              )
            }}
            onReplace={(key, next) => onChange(replacePart(items, at, key, next))}
            onToggle={() =>
              setOpened(
                opened.has(at) ? new Set([...opened].filter((index) => index !== at)) : new Set([...opened, at]),
              )
            }
            place={at}
          />
        ))}
        {items.length === 0 && (
          <Text c="dimmed" size="sm">
            None yet.
          </Text>
        )}
        {!isReadOnly && items.length < maxItems && (
          <Button
            leftSection={<IconPlus aria-hidden="true" size={14} />}
            onClick={() => {
              onChange([...items, emptyItem(schema.items)])
              setOpened(new Set([items.length]))
            }}
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

interface ItemProps extends Props {
  readonly item: Values
  /** Such as `Question 2`. */
  readonly itemTitle: string
  /** From 0. */
  readonly place: number
  readonly count: number
  readonly errors: readonly FieldError[]
  readonly isFolding: boolean
  readonly isOpen: boolean
  onToggle(): void
  onMove(by: 1 | -1): void
  onRemove(): void
  onReplace(key: string, next: unknown): void
}

function ItemFields(props: ItemProps): ReactElement {
  const { Field, setting, item, itemTitle, errors, isFolding, isOpen, isReadOnly, earlier, countries, onReplace } =
    props
  const id = useId()
  const said = summaryOf(item)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no room for buttons beside its legend
    <div aria-label={itemTitle} className={classes.item} role="group">
      <Group gap={4} justify="space-between" wrap="nowrap">
        {isFolding ? (
          <UnstyledButton
            aria-controls={id}
            aria-expanded={isOpen}
            className={classes.itemTitle}
            onClick={props.onToggle}
          >
            <IconChevronRight aria-hidden="true" data-open={isOpen || undefined} size={14} />
            <Text component="span" fw={600} inherit truncate>
              {itemTitle}
              {said !== undefined && !isOpen && (
                <Text c="dimmed" component="span" fw={400} inherit>
                  {' '}
                  {said}
                </Text>
              )}
            </Text>
            {errors.length > 0 && (
              <IconAlertCircle aria-label="has problems" className={classes.errorIcon} role="img" size={16} />
            )}
          </UnstyledButton>
        ) : (
          <Text fw={600} size="sm">
            {itemTitle}
          </Text>
        )}
        {!isReadOnly && <ItemTools {...props} />}
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <Stack gap="sm" pt={6}>
          {listShown(setting.schema.items, item).map((part) => (
            <Field
              beside={item}
              countries={countries}
              earlier={earlier}
              errors={errors
                .filter(({ path }) => path[0] === part.key)
                .map(({ path, message }) => ({ path: path.slice(1), message }))}
              isReadOnly={isReadOnly}
              key={part.key}
              onChange={(next) => onReplace(part.key, next)}
              setting={part}
              value={item[part.key] ?? part.schema.default}
            />
          ))}
        </Stack>
      </Collapse>
    </div>
  )
}

function ItemTools({ itemTitle, place, count, onMove, onRemove }: ItemProps): ReactElement {
  const name = itemTitle.toLowerCase()
  return (
    <Group gap={0} wrap="nowrap">
      {count > 1 && (
        <>
          <ActionIcon
            aria-disabled={place === 0}
            aria-label={`Move ${name} up`}
            color="gray"
            data-disabled={place === 0}
            onClick={() => onMove(-1)}
            variant="subtle"
          >
            <IconArrowUp aria-hidden="true" size={16} />
          </ActionIcon>
          <ActionIcon
            aria-disabled={place === count - 1}
            aria-label={`Move ${name} down`}
            color="gray"
            data-disabled={place === count - 1}
            onClick={() => onMove(1)}
            variant="subtle"
          >
            <IconArrowDown aria-hidden="true" size={16} />
          </ActionIcon>
        </>
      )}
      <ActionIcon aria-label={`Remove ${name}`} color="gray" onClick={onRemove} variant="subtle">
        <IconTrash aria-hidden="true" size={16} />
      </ActionIcon>
    </Group>
  )
}

/** What an item is about, in its own words. */
function summaryOf({ label, text, description, id, country }: Values): string | undefined {
  const place = typeof country === 'string' && country !== '' ? countryName(country) : undefined
  const found = [label, text, description, id, place].find((word) => typeof word === 'string' && word.trim() !== '')
  return found as string | undefined
}
