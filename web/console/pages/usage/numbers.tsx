/** The frame of the tables of usage. */
import { Box, Paper, Table, Text, Title } from '@mantine/core'
import { type ReactElement, type ReactNode, useId } from 'react'
import { useScrollable } from '../../kit/use-scrollable.ts'

interface NumbersProps {
  readonly label: string
  /** The first is words, the others are numbers. */
  readonly columns: readonly string[]
  readonly isEmpty: boolean
  /** What is said then. */
  readonly empty?: string
  readonly children: ReactNode
}

/** A table of numbers that scrolls sideways where it must. */
export function Numbers({
  label,
  columns,
  isEmpty,
  empty = 'No requests in this range.',
  children,
}: NumbersProps): ReactElement {
  const { ref, isScrollable } = useScrollable()
  if (isEmpty) {
    return (
      <Text c="dimmed" size="sm">
        {empty}
      </Text>
    )
  }
  return (
    <Box
      ref={ref}
      style={{ overflowX: 'auto' }}
      {...(isScrollable && { role: 'region', tabIndex: 0, 'aria-label': `${label}, scrolls sideways` })}
    >
      <Table aria-label={label} miw={480}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, place) => (
              <Table.Th key={column} scope="col" ta={place === 0 ? 'start' : 'end'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Box>
  )
}

/** A card with its heading. */
export function TableSection({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}): ReactElement {
  const id = useId()
  return (
    <Paper aria-labelledby={id} component="section" miw={0} p="md" withBorder>
      <Title id={id} mb="xs" order={2} size="h5">
        {title}
      </Title>
      {children}
    </Paper>
  )
}
