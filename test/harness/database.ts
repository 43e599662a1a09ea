/** Gives each test file a database of its own, cloned from one that was migrated once for the whole run. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { openAccess } from '../../src/db/access.ts'
import { type AppLogin, withLogin } from '../../src/db/app-role.ts'
import { closeDatabase, type Database, openDatabase } from '../../src/db/database.ts'
import { startEmbedded } from '../../src/db/embedded/start.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createLogger } from '../../src/lib/log.ts'
import { shareCompileCache } from './compile-cache.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the test server's own database, from which the others are made. */
    databaseUrl: string
    /** The role of the application, which every database made from the template knows. */
    appLogin: AppLogin
  }
}

/** A database that belongs to the caller alone. */
export interface TestDatabase {
  /** Of the owner of the tables, as `db` is: tests look at everything. */
  readonly url: string
  readonly db: Database
  /** Of the role of the application: what a server of the tests runs as. */
  readonly appUrl: string
  /** Closes the pool and drops the database, whoever is still connected. */
  close(): Promise<void>
}

const TEMPLATE = 'openidv_template'

/**
 * The server is thrown away after the run: no write needs to reach the disk. What a plan reads must not depend on when the
 * server tidied up, so tests that look at plans do it themselves; a commit that is not written yet would keep them from it.
 */
const TEST_SETTINGS = { fsync: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '200' }

/** Vitest's global set-up: starts the server, migrates the template, and answers how to end both. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = createLogger('warn')
  const dataDir = await mkdtemp(join(tmpdir(), 'openidv-test-'))
  // Unlike a real data folder it may be passed by anybody, since as root the server runs as another user.
  await chmod(dataDir, 0o755)
  await shareCompileCache(dataDir)
  const server = await startEmbedded({ dataDir, log, settings: TEST_SETTINGS })
  await endWithUs(dataDir)
  await runStatement(server.url, `create database ${TEMPLATE}`)
  const templateUrl = toUrl(server.url, TEMPLATE)
  await migrate(templateUrl, log)
  const access = new URL((await openAccess({ ownerUrl: templateUrl, log })).url)
  project.provide('databaseUrl', server.url)
  project.provide('appLogin', { role: access.username, password: access.password })
  return async () => {
    await server.stop()
    // Processes that end write to their cache a last time.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** A fresh database with the newest schema and no rows; call its `close` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return openTestDatabase(`template ${TEMPLATE}`)
}

/** A fresh database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return openTestDatabase('template template0')
}

async function openTestDatabase(source: string): Promise<TestDatabase> {
  const serverUrl = inject('databaseUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  // Copied as files it costs a third of what it costs as a log of pages (PostgreSQL, CREATE DATABASE).
  await runStatement(serverUrl, `create database ${name} ${source} strategy file_copy`)
  const url = toUrl(serverUrl, name)
  const db = openDatabase({ url, poolSize: 10, log: createLogger('warn') })
  const close = async () => {
    await closeDatabase(db)
    await runStatement(serverUrl, `drop database ${name} with (force)`)
  }
  return { url, db, appUrl: withLogin(url, inject('appLogin')), close }
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function toUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = database
  return url.href
}

/** A small shell that ends the server and removes its folder when this process dies without its tear-down. */
async function endWithUs(dataDir: string): Promise<void> {
  if (process.platform === 'win32') return
  const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  // `read` returns when the pipe from us closes; after an orderly end the server is gone and nothing is left to do.
  const script = 'read _; kill -QUIT "$0" 2>/dev/null && sleep 1; rm -rf "$1"'
  const watcher = spawn('/bin/sh', ['-c', script, String(pid), dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.unref()
}
