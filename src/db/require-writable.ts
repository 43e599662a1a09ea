/** Proves that the database takes writes. */
import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Throws where nothing can be written: a lock is refused while the database is read-only, and the message, which nobody reads,
 * must reach the disk of the log before it is committed.
 */
export async function requireWritable(db: Db): Promise<void> {
  await sql`select from installation where false for update`.execute(db)
  await sql`select pg_logical_emit_message(true, 'openidv', 'ready')`.execute(db)
}
