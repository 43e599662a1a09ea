/** Which characters of a zone its recogniser was sure of, and what else may stand where it was not. */
import type { GridRow } from './mrz-grid.ts'
import { MRZ_ALPHABET } from './mrz-steps.ts'

/** What was seen with this probability or more stands: no rule changes it and no candidates are made of it (docs/vision-reader.md). */
export const SURE = 0.99

/** Other symbols below this probability were not seen. */
const MIN_OTHER = 0.01

/** A character that the recogniser was not sure of. */
export interface Doubt {
  readonly line: number
  readonly at: number
  /** What may stand there besides, the likeliest first. */
  readonly others: string
}

/** How likely a symbol stands at a place of a row, 0…1. */
export function probabilityOf(row: GridRow | undefined, at: number, symbol: string): number {
  return row?.symbols[at * MRZ_ALPHABET.length + MRZ_ALPHABET.indexOf(symbol)] ?? 0
}

/** Whether a row's own character at a place was seen so clearly that nothing overrides it. */
export function isSure(row: GridRow | undefined, at: number): boolean {
  return probabilityOf(row, at, row?.text[at] ?? '') >= SURE
}

/** The doubtful characters of `lines`, which were chosen from `rows`. */
export function findDoubts(rows: readonly GridRow[], lines: readonly string[]): Doubt[] {
  return lines.flatMap((text, line) =>
    [...text].flatMap((symbol, at) => {
      const row = rows[line]
      if (probabilityOf(row, at, symbol) >= SURE) return []
      const seen = [...MRZ_ALPHABET].filter((one) => one !== symbol && probabilityOf(row, at, one) >= MIN_OTHER)
      const others = seen.sort((a, b) => probabilityOf(row, at, b) - probabilityOf(row, at, a)).join('')
      return { line, at, others }
    }),
  )
}
