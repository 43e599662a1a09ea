import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { createLogger } from '../lib/log.ts'
import { migrate } from './migrate.ts'
import { DatabaseStartError } from './start-error.ts'

const log = createLogger('silent')

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'openidv-migrations-'))
  await writeMigration('0001_cats', 'create table cats (id integer);')
  await writeMigration('0002_dogs', 'create table dogs (id integer);')
})

afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

function writeMigration(name: string, text: string): Promise<void> {
  return writeFile(join(folder, `${name}.sql`), text)
}

async function listTables(): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select tablename::text as name from pg_tables where schemaname = 'public' order by 1`.execute(database.db)
  return tables.rows.map(({ name }) => name)
}

test('migrations are applied in order, once, with the tables of the job queue', async () => {
  expect(await migrate(database.url, log, folder)).toEqual([1, 2])
  expect(await migrate(database.url, log, folder)).toEqual([])
  await writeMigration('0003_birds', 'create table birds (id integer);')
  expect(await migrate(database.url, log, folder)).toEqual([3])
  expect(await listTables()).toEqual(['birds', 'cats', 'dogs', 'schema_migrations'])
  await sql`select graphile_worker.add_job('anything')`.execute(database.db)
})

test('one line of the log tells of all migrations that were applied, and none when there were none', async () => {
  const lines: string[] = []
  const heard = createLogger('info', { write: (line) => void lines.push(line) })
  await migrate(database.url, heard, folder)
  await migrate(database.url, heard, folder)
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ msg: 'migrations applied', from: 1, to: 2 }),
  ])
})

test('an edited migration is refused, one with other line ends is not', async () => {
  await migrate(database.url, log, folder)
  await writeMigration('0001_cats', 'create table cats (id bigint);')
  await expect(migrate(database.url, log, folder)).rejects.toThrow('Migration 0001_cats was edited')
  await writeMigration('0001_cats', 'create table cats\n(id integer);')
  await expect(migrate(database.url, log, folder)).rejects.toThrow(DatabaseStartError)

  const other = await createEmptyDatabase()
  await migrate(other.url, log, folder)
  await writeMigration('0001_cats', 'create table cats\r\n(id integer);')
  expect(await migrate(other.url, log, folder)).toEqual([])
  await other.close()
})

test('a doubled number and a foreign name are refused before anything is applied', async () => {
  await writeMigration('0002_eels', 'create table eels (id integer);')
  await expect(migrate(database.url, log, folder)).rejects.toThrow('Migration 0002 is doubled')
  await rm(join(folder, '0002_eels.sql'))
  await writeMigration('3_birds', 'create table birds (id integer);')
  await expect(migrate(database.url, log, folder)).rejects.toThrow('3_birds.sql is not named like a migration')
  expect(await listTables()).toEqual([])
})

test('a number that was left free is filled later, and a file that went missing is noticed', async () => {
  await writeMigration('0004_fish', 'create table fish (id integer);')
  expect(await migrate(database.url, log, folder)).toEqual([1, 2, 4])
  await writeMigration('0003_birds', 'create table birds (id integer);')
  expect(await migrate(database.url, log, folder)).toEqual([3])
  await rm(join(folder, '0003_birds.sql'))
  await expect(migrate(database.url, log, folder)).rejects.toThrow('holds migration 0003_birds, whose file is missing')
})

test('a database that is newer than the files is left as it is, until a migration says that they do not work with it', async () => {
  await migrate(database.url, log, folder)
  await rm(join(folder, '0002_dogs.sql'))
  expect(await migrate(database.url, log, folder)).toEqual([])
  await writeMigration('0002_dogs', 'create table dogs (id integer);')
  await writeMigration('0003_cats', '-- Works from 0002: nothing reads cats since.\ndrop table cats;')
  await migrate(database.url, log, folder)
  await rm(join(folder, '0003_cats.sql'))
  expect(await migrate(database.url, log, folder)).toEqual([])
  await rm(join(folder, '0002_dogs.sql'))
  await expect(migrate(database.url, log, folder)).rejects.toThrow(
    'The database holds migration 0003_cats, with which versions from 0002 on work; this one ends with 0001: run the newer OpenIDV.',
  )
})

test('a database of before it was written down who works with it is taken', async () => {
  await migrate(database.url, log, folder)
  await sql`alter table schema_migrations drop column works_from`.execute(database.db)
  await writeMigration('0003_birds', 'create table birds (id integer);')
  expect(await migrate(database.url, log, folder)).toEqual([3])
})

test('a migration that waits for a table lets others pass meanwhile, and is applied when the table is free', async () => {
  await migrate(database.url, log, folder)
  await writeMigration('0003_cats', 'alter table cats add column name text;')
  const [holder, other] = [new pg.Client(database.url), new pg.Client(database.url)]
  await Promise.all([holder.connect(), other.connect()])
  await holder.query('begin; select from cats')
  const lines: string[] = []
  const migrating = migrate(database.url, createLogger('warn', { write: (line) => void lines.push(line) }), folder)
  await expect.poll(() => lines.join(), { timeout: 20_000 }).toContain('a migration waits for whoever holds its table')
  await other.query(`set statement_timeout = '5s'; insert into cats values (1)`)
  await holder.query('commit')
  expect(await migrating).toEqual([3])
  await Promise.all([holder.end(), other.end()])
})

/** Of all who wait for their turn, the one that has it stands behind the writer. */
const WAITING = sql`select from pg_stat_activity
  where datname = current_database() and application_name = 'openidv-migrate' and wait_event_type = 'Lock'`

const INDEX = `-- Without a transaction: cats are written meanwhile.
drop index concurrently if exists cats_id;
create index concurrently cats_id on cats (id);
`

test('an index is made beside writes, while another process waits for its turn; one that was broken off is made again', async () => {
  await migrate(database.url, log, folder)
  await sql`create index cats_id on cats (id)`.execute(database.db)
  await sql`update pg_index set indisvalid = false where indexrelid = 'cats_id'::regclass`.execute(database.db)
  await writeMigration('0003_cats', INDEX)
  const writer = new pg.Client(database.url)
  await writer.connect()
  await writer.query('begin; insert into cats values (1)')
  const migrating = Promise.all([migrate(database.url, log, folder), migrate(database.url, log, folder)])
  const isMaking = async () => (await WAITING.execute(database.db)).rows.length
  await expect.poll(isMaking, { timeout: 20_000 }).toBe(1)
  await sql`insert into cats values (2)`.execute(database.db)
  await writer.query('commit')
  await writer.end()
  expect((await migrating).flat()).toEqual([3])
  const { rows } = await sql`select indisvalid from pg_index where indexrelid = 'cats_id'::regclass`.execute(
    database.db,
  )
  expect(rows).toEqual([{ indisvalid: true }])
})

test('a migration that fails leaves nothing of itself and everything before it', async () => {
  await writeMigration('0003_birds', 'create table birds (id integer); select 1 / 0;')
  await expect(migrate(database.url, log, folder)).rejects.toThrow('Migration 0003_birds failed: division by zero')
  expect(await listTables()).toEqual(['cats', 'dogs', 'schema_migrations'])
  await writeMigration('0003_birds', 'create table birds (id integer);')
  expect(await migrate(database.url, log, folder)).toEqual([3])
})

test('two processes that start together apply each migration once', async () => {
  const module = new URL('./migrate.ts', import.meta.url).href
  const logModule = new URL('../lib/log.ts', import.meta.url).href
  const script = `
    import { migrate } from '${module}'
    import { createLogger } from '${logModule}'
    const [url, folder] = process.argv.slice(1)
    console.log(JSON.stringify(await migrate(url, createLogger('silent'), folder)))`
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, database.url, folder])
  const outputs = await Promise.all([run(), run()])
  expect(outputs.map(({ stdout }) => stdout.trim()).sort()).toEqual(['[1,2]', '[]'])
})

test('every migration of the repository is read', async () => {
  const repository = new URL('../../migrations/', import.meta.url)
  await cp(repository, folder, { recursive: true, force: true })
  await rm(join(folder, '0001_cats.sql'))
  await rm(join(folder, '0002_dogs.sql'))
  const files = (await readdir(folder)).filter((file) => /^\d/.test(file))
  expect(await migrate(database.url, log)).toEqual(files.sort().map((file) => Number(file.slice(0, 4))))
})
