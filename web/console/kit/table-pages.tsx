/** What stands below a table: how many rows there are, the pages, and the choice of columns. */
import { Button, Group, Menu, Text } from '@mantine/core'
import { IconChevronRight, IconChevronsLeft, IconColumns3 } from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'

export interface TablePagesProps {
  readonly label: string
  /** Beginning and end of the pages; undefined where there is none. */
  readonly onFirst?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  /** What stands beside the pages, e.g. how many there are. */
  readonly footer?: ReactNode
}

/** The pages; `children` stand beside them. Earlier pages are one press of the browser's back button away. */
export function TablePages({
  label,
  onFirst,
  onNext,
  footer,
  children,
}: TablePagesProps & { readonly children?: ReactNode }): ReactElement | null {
  const hasPages = onFirst !== undefined || onNext !== undefined
  if (footer === undefined && !hasPages && !children) return null
  return (
    <Group justify="space-between" mt="sm">
      <Text c="dimmed" component="div" size="sm">
        {footer}
      </Text>
      <Group gap="xs">
        {children}
        {hasPages && (
          <Group aria-label={`Pages of ${label}`} component="nav" gap="xs">
            <Button
              disabled={!onFirst}
              leftSection={<IconChevronsLeft aria-hidden="true" size={14} />}
              onClick={onFirst}
              size="xs"
              variant="default"
            >
              First page
            </Button>
            <Button
              disabled={!onNext}
              onClick={onNext}
              rightSection={<IconChevronRight aria-hidden="true" size={14} />}
              size="xs"
              variant="default"
            >
              Next page
            </Button>
          </Group>
        )}
      </Group>
    </Group>
  )
}

interface ChosenColumn {
  readonly id: string
  readonly name: string
  readonly isShown: boolean
  readonly toggle: () => void
}

/** A menu of the columns that may be hidden. */
export function ColumnChooser({ columns }: { readonly columns: readonly ChosenColumn[] }): ReactElement {
  return (
    <Menu closeOnItemClick={false} position="top-end">
      <Menu.Target>
        <Button color="gray" leftSection={<IconColumns3 aria-hidden="true" size={14} />} size="xs" variant="default">
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ id, name, isShown, toggle }) => (
          <Menu.CheckboxItem checked={isShown} key={id} onChange={toggle}>
            {name}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
