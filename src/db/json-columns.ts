/** Types of jsonb columns: read as values, written as text. */
import type { ColumnType } from 'kysely'

/** A column that the database fills when nothing is given. */
export type JsonDefault<T> = ColumnType<T, string | undefined, string>

/** A column that may hold nothing. */
export type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>
