/** Brings a database to the newest schema: our own SQL files and those of the job queue. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Logger as QueueLogger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { sha256 } from '../lib/crypto.ts'
import type { Logger } from '../lib/log.ts'
import { CONNECTION_BOUNDS, openPool } from './pool.ts'
import { DatabaseStartError } from './start-error.ts'

interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with LF line ends, in hex. */
  readonly checksum: string
}

interface AppliedMigration {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))
const FILE_NAME = /^(?<version>\d{4})_(?<name>[a-z0-9_]+)\.sql$/
const NO_MIGRATIONS = new Set(['schema.sql', 'access.sql'])

/** Any number that no other user of advisory locks in this database takes. */
const LOCK_KEY = 7_263_114_905

/** One statement may rewrite a large table; ours have no bound at all. */
const MIGRATION_TIMEOUT_MS = 3_600_000

/**
 * Applies every migration that the database at `url` lacks, in order, each in one transaction, and answers the
 * versions applied. Processes that start together take turns. Numbers may have gaps, and one that comes late is applied
 * late. Throws `DatabaseStartError` when an applied file was edited or is gone, a number is doubled, or the database is
 * newer than these files.
 */
export async function migrate(url: string, log: Logger, folder: string = MIGRATIONS_FOLDER): Promise<number[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ ...CONNECTION_BOUNDS, connectionString: url, application_name: 'openidv-migrate' })
  client.on('error', (err) => log.warn({ err }, 'migration connection broke'))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY])
    await migrateQueue(url, log)
    return await applyPending(client, migrations, log)
  } finally {
    await client.end()
  }
}

/** The version that `migrate` brings a database to. */
export async function findNewestVersion(): Promise<number> {
  return (await readMigrations(MIGRATIONS_FOLDER)).at(-1)?.version ?? 0
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

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && !NO_MIGRATIONS.has(file)).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))
  for (const [index, { version }] of migrations.entries()) {
    if (version !== migrations[index - 1]?.version) continue
    throw new DatabaseStartError(`Migration ${pad(version)} is doubled: ${files[index - 1]} and ${files[index]}.`)
  }
  return migrations
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const { version, name } = FILE_NAME.exec(file)?.groups ?? {}
  if (version === undefined || name === undefined) {
    throw new DatabaseStartError(`${file} is not named like a migration: NNNN_noun.sql.`)
  }
  const sql = (await readFile(`${folder}/${file}`, 'utf8')).replaceAll('\r\n', '\n')
  return { version: Number(version), name, sql, checksum: sha256(sql).toString('hex') }
}

async function applyPending(client: pg.Client, migrations: readonly Migration[], log: Logger): Promise<number[]> {
  await client.query(`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
  const applied = await client.query<AppliedMigration>(
    'select version, name, checksum from schema_migrations order by version',
  )
  checkApplied(applied.rows, migrations)
  const pending = migrations.filter(({ version }) => applied.rows.every((row) => row.version !== version))
  for (const migration of pending) await applyMigration(client, migration)
  const [first, last] = [pending[0], pending.at(-1)]
  if (first && last) log.info({ from: first.version, to: last.version }, 'migrations applied')
  return pending.map(({ version }) => version)
}

/** Each migration that the database holds must stand in the files, to the letter. */
function checkApplied(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0
  for (const row of applied) {
    const label = `${pad(row.version)}_${row.name}`
    const migration = migrations.find(({ version }) => version === row.version)
    if (row.version > newest) {
      throw new DatabaseStartError(
        `The database holds migration ${label}, newer than ${pad(newest)}: run the newer OpenIDV.`,
      )
    }
    if (migration === undefined) {
      throw new DatabaseStartError(`The database holds migration ${label}, whose file is missing: restore the file.`)
    }
    if (row.checksum !== migration.checksum) {
      const advice = 'restore the file, and put the change into a migration of its own'
      throw new DatabaseStartError(`Migration ${label} was edited after it was applied: ${advice}.`)
    }
  }
}

async function applyMigration(client: pg.Client, { version, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      version,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => undefined)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseStartError(`Migration ${pad(version)}_${name} failed: ${reason}`, { cause })
  }
}

/** The queue logs each statement of its set-up; of interest only when something is looked for. */
function toQueueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ message }, 'job queue migration')
    else log.trace({ message }, 'job queue migration')
  })
}

function pad(version: number): string {
  return String(version).padStart(4, '0')
}
