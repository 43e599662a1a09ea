/** Writes lines of CSV (RFC 4180) that are safe to open in a spreadsheet. */

/** A missing cell is left empty; a moment is written in ISO 8601. */
export type CsvCell = string | number | boolean | Date | null | undefined

/** Text that a spreadsheet would take for a formula when a cell begins with it. */
const FORMULA_START = /^[=+\-@＝＋－＠\t\r\n]/
const NEEDS_QUOTES = /[",\r\n]/

/** One line with its CRLF. Text that begins like a formula gets an apostrophe in front, which makes it text again. */
export function toCsvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

function toCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell !== 'string') return String(cell)
  const text = FORMULA_START.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
