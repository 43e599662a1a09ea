import { readdir, rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase } from '../../test/harness/database.ts'
import { createFolder } from '../../test/harness/folder.ts'
import { parseConfig } from '../config.ts'
import { createLogger } from '../lib/log.ts'
import { connectDatabase, type DatabaseConnection } from './connect.ts'
import { findRunningEmbedded } from './embedded/start.ts'
import { FolderLockedError } from './start-error.ts'

// Every test runs initdb, which waits for the disk.
vi.setConfig({ testTimeout: 120_000 })

const log = createLogger('silent')

let dataDir: string

beforeEach(async () => {
  dataDir = await createFolder('connect')
})

afterEach(() => rm(dataDir, { recursive: true }))

function connect(mode: 'serve' | 'cli', databaseUrl = ''): Promise<DatabaseConnection> {
  const config = parseConfig({ OPENIDV_DATA_DIR: dataDir, DATABASE_URL: databaseUrl })
  return connectDatabase(config, log, { mode })
}

async function answer({ db }: DatabaseConnection): Promise<unknown> {
  return (await sql`select 1 as one`.execute(db)).rows
}

test('a command shares the database of the running server and leaves it running', async () => {
  const serving = await connect('serve')
  const command = await connect('cli')
  expect(command.access).toEqual(serving.access)
  expect(await answer(command)).toEqual([{ one: 1 }])
  await command.close()
  expect(await answer(serving)).toEqual([{ one: 1 }])
  await expect(connect('serve')).rejects.toThrow(FolderLockedError)
  await serving.close()
})

test('a command without a running server starts the database for its own time', async () => {
  const command = await connect('cli')
  expect(await answer(command)).toEqual([{ one: 1 }])
  await command.close()
  expect(await findRunningEmbedded(dataDir)).toBeUndefined()
})

test('a command that comes while the server starts waits for it', async () => {
  const starting = connect('serve')
  await expect.poll(() => readdir(dataDir)).toContain('openidv.lock')
  const command = await connect('cli')
  const serving = await starting
  expect(command.access).toEqual(serving.access)
  await command.close()
  await serving.close()
})

test('with DATABASE_URL nothing is started', async () => {
  const database = await createTestDatabase()
  const connection = await connect('serve', database.url)
  expect(new URL(connection.access.url).pathname).toBe(new URL(database.url).pathname)
  expect(await answer(connection)).toEqual([{ one: 1 }])
  await connection.close()
  expect(await findRunningEmbedded(dataDir)).toBeUndefined()
  await database.close()
})
