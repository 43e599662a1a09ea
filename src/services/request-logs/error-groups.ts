/** Tells which errors an organization's requests meet, how often, and since when. */
import type { TxContext } from '../../context.ts'
import { ERROR_CATALOGUE } from '../../lib/errors.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { type ErrorGroupRow, listErrorGroupRows } from './error-groups-queries.ts'

/** Errors that are looked at, newest first: however many there are, a page takes as long. */
const MOST = 20_000

export interface ErrorGroup extends Omit<ErrorGroupRow, 'rows'> {
  /** Undefined for a code that is not in the catalogue any more. */
  readonly title: string | undefined
}

export interface ErrorGroups {
  /** The one that was met last comes first. */
  readonly groups: readonly ErrorGroup[]
  /** Whether the whole log was looked at: else its newest 20,000 errors were. */
  readonly isWhole: boolean
}

/** By code and route, of the actor's environment, as far back as the log is kept. Throws `scope_missing`. */
export async function listErrorGroups(ctx: TxContext, actor: EnvironmentActor): Promise<ErrorGroups> {
  requireScope(actor, 'usage:read')
  const rows = await listErrorGroupRows(ctx.db, actor, MOST)
  const titles: Readonly<Record<string, { readonly title: string }>> = ERROR_CATALOGUE
  return {
    groups: rows.map(({ rows: _rows, ...row }) => ({ ...row, title: titles[row.code]?.title })),
    isWhole: rows.reduce((sum, { rows: count }) => sum + count, 0) < MOST,
  }
}
