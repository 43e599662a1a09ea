/** The fields that narrow a list down; on a phone they stand behind a button, so that the rows are in sight. */
import { Button, Group } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import classes from './filter-bar.module.css'

interface FilterBarProps {
  /** How many fields narrow the list. */
  readonly count: number
  readonly onClear: () => void
  readonly children: ReactNode
}

/** A row that wraps. */
export function FilterBar({ count, onClear, children }: FilterBarProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <Group align="flex-end" className={classes.bar} component="search" data-open={isOpen} gap="xs" mb="md">
      <Button
        aria-expanded={isOpen}
        hiddenFrom="xs"
        leftSection={<IconFilter aria-hidden="true" size={14} />}
        onClick={() => setOpen(!isOpen)}
        size="xs"
        variant="default"
      >
        {count === 0 ? 'Filters' : `Filters (${count})`}
      </Button>
      {children}
      {count > 0 && (
        <Button leftSection={<IconX aria-hidden="true" size={14} />} onClick={onClear} size="xs" variant="subtle">
          Clear filters
        </Button>
      )}
    </Group>
  )
}
