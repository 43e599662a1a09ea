/** A table of rows from the server, a list of cards where it has no room: skeleton, empty and error state, pages by cursor. */
import { Box, Skeleton, Table } from '@mantine/core'
import {
  type ColumnDef,
  columnVisibilityFeature,
  flexRender,
  type RowData,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type MouseEvent, type ReactElement, type ReactNode, useMemo } from 'react'
import classes from './data-table.module.css'
import { ErrorState, StaleNote } from './states.tsx'
import { ColumnChooser, TablePages, type TablePagesProps } from './table-pages.tsx'
import { useHiddenColumns } from './use-hidden-columns.ts'
import { useScrollable } from './use-scrollable.ts'

const features = tableFeatures({ columnVisibilityFeature })

/**
 * A column of rows `T`; `header` is its name, `cell` how it looks; `enableHiding: false` keeps it in sight. The first one with
 * a name is what the row is called by. A nameless column before it holds the row's box, one after it the row's menu.
 */
export type Column<T extends RowData> = ColumnDef<typeof features, T, unknown>

interface DataTableProps<T extends RowData> extends TablePagesProps {
  /** What the rows are, for screen readers, e.g. `Sessions`. */
  readonly label: string
  readonly columns: ReadonlyArray<Column<T>>
  /** Undefined while they are loaded for the first time. */
  readonly rows: readonly T[] | undefined
  readonly rowId: (row: T) => string
  readonly empty: ReactNode
  /** Why the rows could not be loaded, or not anew when there are some. */
  readonly error?: unknown
  readonly onRetry?: () => void
  /** Leads to the thing of the row, by mouse; the row's first cell should hold a link for everybody else. */
  readonly onRowClick?: (row: T) => void
  /** How many rows the skeleton has. */
  readonly skeletonRows?: number
  /** Whether old rows are being replaced. */
  readonly isFetching?: boolean
  /** Whether the reader may hide columns; the browser remembers which, by `label`. */
  readonly canHideColumns?: boolean
}

/** Rows as they come; sorting and filtering are the server's. */
export function DataTable<T extends RowData>(props: DataTableProps<T>): ReactElement {
  const { label, columns, rows, rowId, empty, error, onRetry, onRowClick, isFetching = false } = props
  const [columnVisibility, onColumnVisibilityChange] = useHiddenColumns(label)
  const { ref, isScrollable } = useScrollable()
  const table = useTable({
    features,
    columns: useMemo(() => [...columns], [columns]),
    data: useMemo(() => [...(rows ?? [])], [rows]),
    getRowId: rowId,
    state: { columnVisibility },
    onColumnVisibilityChange,
  })
  if (error && !rows) return <ErrorState error={error} onRetry={onRetry} title={`${label} could not be loaded`} />
  const note = error ? <StaleNote error={error} onRetry={onRetry} /> : undefined
  if (rows?.length === 0) {
    return (
      <Box>
        {note}
        <Box className={classes.frame}>{empty}</Box>
      </Box>
    )
  }
  const parts = partsOf(table.getVisibleLeafColumns().map(({ columnDef }) => columnDef.header))
  return (
    <Box>
      {note}
      <Box className={classes.frame}>
        {isFetching && rows !== undefined && <Box aria-hidden="true" className={classes.progress} />}
        <Box
          className={classes.scroller}
          ref={ref}
          data-scrolls={isScrollable || undefined}
          {...(isScrollable && { role: 'region', tabIndex: 0, 'aria-label': `${label}, scrolls sideways` })}
        >
          <Table
            aria-busy={isFetching || rows === undefined}
            aria-label={label}
            className={classes.table}
            highlightOnHover={onRowClick !== undefined}
            role="table"
          >
            <Table.Thead role="rowgroup">
              {table.getHeaderGroups().map((group) => (
                <Table.Tr key={group.id} role="row">
                  {group.headers.map((header, place) => (
                    <Table.Th key={header.id} role="columnheader" scope="col" {...attributesOf(parts[place])}>
                      {flexRender(header.column.columnDef.header, header.getContext())}
                    </Table.Th>
                  ))}
                </Table.Tr>
              ))}
            </Table.Thead>
            <Table.Tbody role="rowgroup">
              {rows === undefined ? (
                <SkeletonRows parts={parts} rows={props.skeletonRows ?? 8} />
              ) : (
                table.getRowModel().rows.map((row) => (
                  <Table.Tr
                    className={onRowClick ? classes.clickable : undefined}
                    key={row.id}
                    onAuxClick={(event) => openInTab(event)}
                    onClick={(event) => followRow(event, () => onRowClick?.(row.original))}
                    role="row"
                  >
                    {row.getVisibleCells().map((cell, place) => (
                      <Table.Td key={cell.id} role="cell" {...attributesOf(parts[place])}>
                        {flexRender(cell.column.columnDef.cell, cell.getContext())}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              )}
            </Table.Tbody>
          </Table>
        </Box>
      </Box>
      <TablePages {...props}>
        {props.canHideColumns && rows !== undefined && (
          <ColumnChooser
            columns={table.getAllLeafColumns().flatMap((column) => {
              const name = column.columnDef.header
              if (typeof name !== 'string' || name === '' || !column.getCanHide()) return []
              return [{ id: column.id, name, isShown: column.getIsVisible(), toggle: () => column.toggleVisibility() }]
            })}
          />
        )}
      </TablePages>
    </Box>
  )
}

/** What a column is to a row that stands as a card. */
interface Part {
  readonly part: 'box' | 'title' | 'field' | 'menu'
  readonly name: string
}

function partsOf(headers: readonly unknown[]): readonly Part[] {
  const names = headers.map((header) => (typeof header === 'string' ? header : ''))
  const title = names.findIndex((name) => name !== '')
  return names.map((name, place) => {
    if (place === title) return { part: 'title', name }
    if (name !== '') return { part: 'field', name }
    return { part: place < title ? 'box' : 'menu', name }
  })
}

/** The style sheet lays the card out by them and writes a field's name before it, and that of the box above all rows. */
function attributesOf({ part, name }: Part = { part: 'field', name: '' }) {
  return { 'data-part': part, 'data-name': part === 'box' ? 'All on this page' : name }
}

function SkeletonRows({ parts, rows }: { readonly parts: readonly Part[]; readonly rows: number }): ReactElement[] {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows that stand for nothing have no other name
    <Table.Tr key={row} role="row">
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same
        <Table.Td key={place} role="cell" {...attributesOf(part)}>
          <Skeleton height={14} my={4} width={place === 0 ? '70%' : '50%'} />
        </Table.Td>
      ))}
    </Table.Tr>
  ))
}

/** A click on a row follows it, unless it meant something in it or ended a selection of text. */
function followRow(event: MouseEvent<HTMLTableRowElement>, follow: () => void): void {
  if (isOnControl(event) || window.getSelection()?.toString()) return
  if (event.ctrlKey || event.metaKey) openInTab(event)
  else follow()
}

/** The row's link in a tab of its own, as the middle button does with links. */
function openInTab(event: MouseEvent<HTMLTableRowElement>): void {
  if (isOnControl(event) || event.button === 2) return
  const link = event.currentTarget.querySelector('a')
  if (link) window.open(link.href, '_blank', 'noopener')
}

function isOnControl({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('a, button, input, label') !== null
}
