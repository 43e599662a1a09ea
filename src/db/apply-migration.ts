/** Applies one migration beside servers that work: it waits for no lock for long, since everybody else would wait behind it. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../lib/log.ts'
import { type Migration, padVersion } from './migration-files.ts'
import { DatabaseStartError } from './start-error.ts'

/** How long statements of servers may stand behind one of ours that waits for a table. */
const LOCK_TIMEOUT_MS = 2_000
/** Meanwhile those that stood behind it are served. */
const PAUSE_MS = 1_000
/** Fifteen minutes, for a report or a backup that reads the table. */
const MAX_TRIES = 300

/** lock_not_available, deadlock_detected. */
const HELD_UP = new Set(['55P03', '40P01'])

/** Throws `DatabaseStartError`; then nothing of the migration is there, or it can be applied again. */
export async function applyMigration(
  client: pg.Client,
  migration: Migration,
  log: Logger,
  { pauseMs = PAUSE_MS, maxTries = MAX_TRIES }: { pauseMs?: number; maxTries?: number } = {},
): Promise<void> {
  const label = `${padVersion(migration.version)}_${migration.name}`
  for (let tries = 1; ; tries++) {
    try {
      await (migration.isTransaction ? applyAtOnce(client, migration) : applyInSteps(client, migration))
      return
    } catch (cause) {
      const isHeldUp = cause instanceof pg.DatabaseError && HELD_UP.has(cause.code ?? '')
      const reason = cause instanceof Error ? cause.message : String(cause)
      if (!isHeldUp || tries >= maxTries)
        throw new DatabaseStartError(`Migration ${label} failed: ${reason}`, { cause })
      log.warn({ migration: label, reason }, 'a migration waits for whoever holds its table')
      await sleep(pauseMs)
    }
  }
}

async function applyAtOnce(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await client.query(migration.sql)
    await record(client, migration)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** An index is made beside writes by two scans, which wait for transactions and hold nobody up: without a bound. */
async function applyInSteps(client: pg.Client, migration: Migration): Promise<void> {
  for (const statement of migration.sql.split(/;\s*$/m)) await client.query(statement)
  await record(client, migration)
}

async function record(client: pg.Client, { version, name, checksum, worksFrom }: Migration): Promise<void> {
  await client.query('insert into schema_migrations (version, name, checksum, works_from) values ($1, $2, $3, $4)', [
    version,
    name,
    checksum,
    worksFrom,
  ])
}
