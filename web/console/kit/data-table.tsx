/** A table of rows from the server: skeleton, rows, empty and error state, and pages by cursor. */
import { Box, Button, Group, Skeleton, Table, Text } from '@mantine/core'
import { type ColumnDef, flexRender, type RowData, tableFeatures, useTable } from '@tanstack/react-table'
import type { ReactElement, ReactNode } from 'react'
import classes from './data-table.module.css'
import { ErrorState } from './states.tsx'

const features = tableFeatures({})

/** A column of rows `T`; `header` is its name, `cell` how it looks. */
export type Column<T extends RowData> = ColumnDef<typeof features, T, unknown>

interface DataTableProps<T extends RowData> {
  /** What the rows are, for screen readers, e.g. `Sessions`. */
  readonly label: string
  readonly columns: ReadonlyArray<Column<T>>
  /** Undefined while they are loaded for the first time. */
  readonly rows: readonly T[] | undefined
  readonly rowId: (row: T) => string
  readonly empty: ReactNode
  readonly error?: unknown
  readonly onRetry?: () => void
  /** Leads to the thing of the row, by mouse; the row's first cell should hold a link for everybody else. */
  readonly onRowClick?: (row: T) => void
  /** How many rows the skeleton has. */
  readonly skeletonRows?: number
  /** Beginning and end of the pages; undefined where there is none. */
  readonly onFirst?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  /** What stands beside the pages, e.g. how many there are. */
  readonly footer?: ReactNode
  /** Whether old rows are being replaced. */
  readonly isFetching?: boolean
}

/** Rows as they come; sorting and filtering are the server's. */
export function DataTable<T extends RowData>(props: DataTableProps<T>): ReactElement {
  const { label, columns, rows, rowId, empty, error, onRetry, onRowClick, skeletonRows = 8, isFetching = false } = props
  const table = useTable({ features, columns: [...columns], data: rows ? [...rows] : [], getRowId: rowId })
  if (error && !rows) return <ErrorState error={error} onRetry={onRetry} title={`${label} could not be loaded`} />
  if (rows?.length === 0) return <Box className={classes.frame}>{empty}</Box>
  return (
    <Box>
      <Table.ScrollContainer className={classes.frame} minWidth={640} scrollAreaProps={{ type: 'auto' }}>
        <Table
          aria-busy={isFetching || rows === undefined}
          aria-label={label}
          highlightOnHover={onRowClick !== undefined}
        >
          <Table.Thead>
            {table.getHeaderGroups().map((group) => (
              <Table.Tr key={group.id}>
                {group.headers.map((header) => (
                  <Table.Th key={header.id} scope="col">
                    {flexRender(header.column.columnDef.header, header.getContext())}
                  </Table.Th>
                ))}
              </Table.Tr>
            ))}
          </Table.Thead>
          <Table.Tbody>
            {rows === undefined
              ? Array.from({ length: skeletonRows }, (_, row) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows that stand for nothing have no other name
                  <Table.Tr key={row}>
                    {columns.map((_column, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the same
                      <Table.Td key={place}>
                        <Skeleton height={14} my={4} width={place === 0 ? '70%' : '50%'} />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              : table.getRowModel().rows.map((row) => (
                  <Table.Tr
                    className={onRowClick ? classes.clickable : undefined}
                    key={row.id}
                    onClick={(event) => {
                      if (event.target instanceof Element && event.target.closest('a, button, input, label')) return
                      onRowClick?.(row.original)
                    }}
                  >
                    {row.getAllCells().map((cell) => (
                      <Table.Td key={cell.id}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</Table.Td>
                    ))}
                  </Table.Tr>
                ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Pages {...props} />
    </Box>
  )
}

function Pages<T extends RowData>({ footer, onFirst, onNext, label }: DataTableProps<T>): ReactElement | null {
  if (footer === undefined && !onFirst && !onNext) return null
  return (
    <Group aria-label={`Pages of ${label}`} component="nav" justify="space-between" mt="sm">
      <Text c="dimmed" component="div" size="sm">
        {footer}
      </Text>
      <Group gap="xs">
        <Button disabled={!onFirst} onClick={onFirst} size="xs" variant="default">
          First page
        </Button>
        <Button disabled={!onNext} onClick={onNext} size="xs" variant="default">
          Next page
        </Button>
      </Group>
    </Group>
  )
}
