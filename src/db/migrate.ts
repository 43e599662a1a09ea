/** Brings a database to the newest schema: our own SQL files and those of the job queue. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger as QueueLogger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import type { Logger } from '../lib/log.ts'
import { applyMigration } from './apply-migration.ts'
import { type Migration, padVersion, readMigrations } from './migration-files.ts'
import { CONNECTION_BOUNDS, openPool } from './pool.ts'
import { DatabaseStartError } from './start-error.ts'

interface AppliedMigration {
  readonly version: number
  readonly name: string
  readonly checksum: string
  readonly worksFrom: number
}

/** Any number that no other user of advisory locks in this database takes. */
const LOCK_KEY = 7_263_114_905
const LOCK_POLL_MS = 100

/** One statement may rewrite a large table; ours have no bound at all. */
const MIGRATION_TIMEOUT_MS = 3_600_000

/**
 * Applies every migration that the database at `url` lacks, in order, and answers the versions applied. Processes that start
 * together take turns. Numbers may have gaps, and one that comes late is applied late. A database that a newer version has
 * migrated is left as it is, where its migrations say that this version works with it. Throws `DatabaseStartError` when they
 * do not, an applied file was edited or is gone, or a number is doubled.
 */
export async function migrate(url: string, log: Logger, folder?: string): Promise<number[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ ...CONNECTION_BOUNDS, connectionString: url, application_name: 'openidv-migrate' })
  client.on('error', (err) => log.warn({ err }, 'migration connection broke'))
  await client.connect()
  try {
    await takeTurn(client)
    await migrateQueue(url, log)
    return await applyPending(client, migrations, log)
  } finally {
    await client.end()
  }
}

/** Asks again and again: a statement that waited would be one that the making of an index waits for in turn. */
async function takeTurn(client: pg.Client): Promise<void> {
  const tryLock = () => client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK_KEY])
  while (!(await tryLock()).rows[0]?.taken) await sleep(LOCK_POLL_MS)
}

/** On a pool of ours: that of the queue stops listening for errors before its last connection has closed. */
async function migrateQueue(url: string, log: Logger): Promise<void> {
  const config = { connectionString: url, application_name: 'openidv-migrate', max: 1 }
  const pool = openPool({ ...config, statement_timeout: MIGRATION_TIMEOUT_MS }, log)
  try {
    await runMigrations({ pgPool: pool, logger: toQueueLogger(log) })
  } finally {
    await pool.end()
  }
}

async function applyPending(client: pg.Client, migrations: readonly Migration[], log: Logger): Promise<number[]> {
  await prepareRecord(client)
  const applied = await client.query<AppliedMigration>(
    'select version, name, checksum, works_from as "worksFrom" from schema_migrations order by version',
  )
  checkApplied(applied.rows, migrations, log)
  const pending = migrations.filter(({ version }) => applied.rows.every((row) => row.version !== version))
  for (const migration of pending) await applyMigration(client, migration, log)
  const [first, last] = [pending[0], pending.at(-1)]
  if (first && last) log.info({ from: first.version, to: last.version }, 'migrations applied')
  return pending.map(({ version }) => version)
}

/** The column is asked for first: to add it would wait for a dump that reads the table, also where it is there already. */
async function prepareRecord(client: pg.Client): Promise<void> {
  await client.query(`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query(`
    select from pg_attribute where attrelid = 'schema_migrations'::regclass and attname = 'works_from'`)
  if (rows.length > 0) return
  await client.query('alter table schema_migrations add column works_from integer not null default 0')
}

/** Each migration that the database holds must stand in the files, to the letter, unless it is of a newer version that lets us be. */
function checkApplied(applied: readonly AppliedMigration[], migrations: readonly Migration[], log: Logger): void {
  const newest = migrations.at(-1)?.version ?? 0
  for (const row of applied) {
    const label = `${padVersion(row.version)}_${row.name}`
    if (row.version > newest) {
      if (row.worksFrom <= newest) continue
      throw new DatabaseStartError(
        `The database holds migration ${label}, with which versions from ${padVersion(row.worksFrom)} on work; this one ends with ${padVersion(newest)}: run the newer OpenIDV.`,
      )
    }
    const migration = migrations.find(({ version }) => version === row.version)
    if (migration === undefined) {
      throw new DatabaseStartError(`The database holds migration ${label}, whose file is missing: restore the file.`)
    }
    if (row.checksum !== migration.checksum) {
      const advice = 'restore the file, and put the change into a migration of its own'
      throw new DatabaseStartError(`Migration ${label} was edited after it was applied: ${advice}.`)
    }
  }
  const version = applied.at(-1)?.version ?? 0
  if (version > newest)
    log.warn({ version, newest }, 'the database was migrated by a newer OpenIDV; this one works with it')
}

/** The queue logs each statement of its set-up; of interest only when something is looked for. */
function toQueueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ message }, 'job queue migration')
    else log.trace({ message }, 'job queue migration')
  })
}
