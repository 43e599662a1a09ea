import { chmod, cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { createLogger } from '../../lib/log.ts'
import { type EmbeddedServer, startEmbedded } from './start.ts'

// initdb waits for the disk.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const log = createLogger('silent')
const isRoot = process.getuid?.() === 0

let template: string
let parent: string
let dataDir: string
let copy: string
const servers: EmbeddedServer[] = []

beforeAll(async () => {
  template = await createFolder('template')
  await makeDatabase(template)
})

afterAll(() => rm(template, { recursive: true }))

beforeEach(async () => {
  parent = await createFolder('moved')
  dataDir = join(parent, 'original')
  copy = join(parent, 'copy')
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  await rm(parent, { recursive: true })
})

async function start(folder: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir: folder, log, settings: { fsync: 'off' } })
  servers.push(server)
  return server
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function makeDatabase(folder: string): Promise<void> {
  const { url, stop } = await start(folder)
  await query(url, 'create table kept as select 1 as answer')
  await stop()
}

const readJson = async (folder: string) => JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8'))

test('the copy of a stopped data folder is a database of its own, beside the original that runs', async () => {
  await cp(template, dataDir, { recursive: true })
  await cp(dataDir, copy, { recursive: true })
  expect(JSON.stringify(await readJson(copy))).not.toContain(parent)
  const original = await start(dataDir)
  const { url } = await start(copy)
  await query(url, 'update kept set answer = 2')
  expect(await query(url, 'show data_directory')).toEqual([{ data_directory: join(copy, 'postgres') }])
  expect(await query(original.url, 'select answer from kept')).toEqual([{ answer: 1 }])
})

test('a data folder that was moved starts, though an earlier version noted its path', async () => {
  await cp(template, dataDir, { recursive: true })
  const { password } = await readJson(dataDir)
  await writeFile(join(dataDir, 'postgres.json'), JSON.stringify({ folder: join(dataDir, 'postgres'), password }))
  await rename(dataDir, copy)
  expect(await query((await start(copy)).url, 'select answer from kept')).toEqual([{ answer: 1 }])
  expect(await readJson(copy)).toEqual({ password, made: true })
})

test('a database that is missing is said to be, and not made anew', async () => {
  await cp(template, dataDir, { recursive: true })
  await rm(join(dataDir, 'postgres'), { recursive: true })
  await expect(start(dataDir)).rejects.toThrow('The database of this data folder is missing')
})

test.runIf(isRoot)('as root, a copy whose database lies elsewhere is refused; one that was moved is not', async () => {
  await chmod(parent, 0o700)
  await makeDatabase(dataDir)
  const { shared } = await readJson(dataDir)
  const home = dirname(join('/var/lib/openidv', shared, 'postgres'))
  try {
    await cp(dataDir, copy, { recursive: true })
    await expect(start(copy)).rejects.toThrow(`${copy} is a copy of ${dataDir}, whose database lies outside of it`)
    await rm(copy, { recursive: true })
    await rename(dataDir, copy)
    expect(await query((await start(copy)).url, 'select answer from kept')).toEqual([{ answer: 1 }])
    await servers.pop()?.stop()
    await rm(home, { recursive: true })
    await expect(start(copy)).rejects.toThrow('The database of this data folder is missing')
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
