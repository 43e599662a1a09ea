import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { createLogger } from '../../lib/log.ts'
import type { ProcessUser } from '../../lib/process-users.ts'
import { DATABASE_USER, NOBODY } from '../../lib/process-users.ts'
import { FolderLockedError } from '../start-error.ts'
import { chooseOwner, findBarrier, giveFolder } from './owner.ts'
import { findPostmaster } from './postmaster.ts'
import { isAlive } from './processes.ts'
import { type EmbeddedServer, findRunningEmbedded, startEmbedded } from './start.ts'

// Every test runs initdb, which waits for the disk.
vi.setConfig({ testTimeout: 120_000 })

const log = createLogger('silent')
const isRoot = process.getuid?.() === 0

let dataDir: string
let server: EmbeddedServer | undefined
let child: ChildProcess | undefined

beforeEach(async () => {
  dataDir = await createFolder('embedded')
  server = undefined
  child = undefined
})

afterEach(async () => {
  child?.kill('SIGKILL')
  // A server whose starter was killed is adopted, so as to be stopped.
  server ??= await startEmbedded({ dataDir, log })
  await server.stop()
  await rm(dataDir, { recursive: true })
})

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function postmasterPid(): Promise<number> {
  return (await findPostmaster(join(dataDir, 'postgres')))?.pid ?? 0
}

/** Another process, leader of its own group, that starts the server and writes a row; answers the server's URL. */
async function startInChild(owner?: ProcessUser): Promise<string> {
  const script = `
    import pg from '${import.meta.resolve('pg')}'
    import { startEmbedded } from '${new URL('./start.ts', import.meta.url).href}'
    import { createLogger } from '${new URL('../../lib/log.ts', import.meta.url).href}'
    const { url } = await startEmbedded({ dataDir: process.argv[1], log: createLogger('silent') })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('create table kept as select 42 as answer')
    await client.end()
    console.log(url)
    setInterval(() => undefined, 1000)`
  child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    ...owner,
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('The child has no output')
  const [url] = await once(createInterface(child.stdout), 'line')
  return String(url)
}

/** What a shell does to the whole foreground group, only harder. */
async function killChildGroup(): Promise<void> {
  if (!child?.pid) throw new Error('There is no child')
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await ended
}

async function killPostmaster(): Promise<number> {
  const pid = await postmasterPid()
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => postmasterPid()).toBe(0)
  return pid
}

test('a folder is initialised once, durably, for loopback only, and keeps its rows over a restart', async () => {
  server = await startEmbedded({ dataDir, log })
  expect(await query(server.url, 'create table kept as select 42 as answer')).toEqual([])
  const settings = await query(
    server.url,
    `select string_agg(concat_ws('=', name, setting), ' ' order by name) as all from pg_settings
     where name in ('data_checksums', 'fsync', 'full_page_writes', 'listen_addresses', 'server_encoding', 'synchronous_commit')`,
  )
  const expected =
    'data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1 server_encoding=UTF8 synchronous_commit=on'
  expect(settings).toEqual([{ all: expected }])
  await server.stop()
  server = await startEmbedded({ dataDir, log })
  expect(server.adopted).toBe(false)
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a running server asks for its random password, is found, and keeps a second one away until it stops', async () => {
  expect(await findRunningEmbedded(dataDir)).toBeUndefined()
  server = await startEmbedded({ dataDir, log })
  const { mode } = await stat(join(dataDir, 'postgres.json'))
  expect(mode & 0o777).toBe(0o600)
  const wrong = new URL(server.url)
  wrong.password = 'wrong'
  await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')

  const second = startEmbedded({ dataDir, log })
  await expect(second).rejects.toThrow(FolderLockedError)
  await expect(second).rejects.toThrow(`${dataDir} is in use by another OpenIDV, process id ${process.pid}`)
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])

  expect(await findRunningEmbedded(dataDir)).toBe(server.url)
  await server.stop()
  expect(await findRunningEmbedded(dataDir)).toBeUndefined()
})

test('after our process group was killed the server lives on, and the next start adopts it', async () => {
  const url = await startInChild()
  const pid = await postmasterPid()
  await killChildGroup()
  expect(isAlive(pid)).toBe(true)
  server = await startEmbedded({ dataDir, log })
  expect(server).toMatchObject({ url, adopted: true })
  expect(await postmasterPid()).toBe(pid)
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await server.stop()
  expect(await postmasterPid()).toBe(0)
})

test('after the machine crashed the next start recovers every committed row', async () => {
  await startInChild()
  await killPostmaster()
  await killChildGroup()
  server = await startEmbedded({ dataDir, log })
  expect(server.adopted).toBe(false)
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a pid file whose number went to another process does not keep the server from starting', async () => {
  await startInChild()
  await killPostmaster()
  await killChildGroup()
  const folder = join(dataDir, 'postgres')
  const stranger = spawn('sleep', ['60'], { ...chooseOwner(folder), cwd: '/' })
  const pidFile = join(folder, 'postmaster.pid')
  const [, ...rest] = (await readFile(pidFile, 'utf8')).split('\n')
  await writeFile(pidFile, [stranger.pid, ...rest].join('\n'))
  server = await startEmbedded({ dataDir, log })
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(stranger.exitCode).toBeNull()
  stranger.kill()
})

test('a first start that was cut off in the middle is begun anew', async () => {
  const draft = join(dataDir, 'postgres.new')
  await mkdir(draft)
  await writeFile(join(draft, 'PG_VERSION'), '18')
  server = await startEmbedded({ dataDir, log })
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.runIf(isRoot)('as root, a data folder that others may not pass has its database in a place they may', async () => {
  await chmod(dataDir, 0o700)
  server = await startEmbedded({ dataDir, log })
  const record = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  const folder = join('/var/lib/openidv', record.shared, 'postgres')
  try {
    expect(record.shared).toMatch(/^[0-9a-f]{12}$/)
    await query(server.url, 'create table kept as select 42 as answer')
    await server.stop()
    await chmod(dataDir, 0o755)
    server = await startEmbedded({ dataDir, log })
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  } finally {
    await server.stop()
    await rm(dirname(folder), { recursive: true })
  }
})

test.runIf(isRoot)('as root, the database runs as a user of its own, and one of `nobody` is taken over', async () => {
  const folder = join(dataDir, 'postgres')
  server = await startEmbedded({ dataDir, log })
  expect(await stat(folder)).toMatchObject(DATABASE_USER)
  const pid = await postmasterPid()
  expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s64801\s64801\s64801/m)
  await query(server.url, 'create table kept as select 42 as answer')
  await server.stop()
  await giveFolder(folder, NOBODY)
  server = await startEmbedded({ dataDir, log })
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  for (const path of ['.', 'PG_VERSION', 'base/1', 'pg_wal']) {
    expect(await stat(join(folder, path)), path).toMatchObject(DATABASE_USER)
  }
})

const daemon = { uid: 1, gid: 1 }
const daemonMayRunNode = isRoot && findBarrier(dirname(process.execPath), daemon) === undefined

test.runIf(daemonMayRunNode)('as root, a database that an ordinary user made goes on under that user', async () => {
  await chown(dataDir, daemon.uid, daemon.gid)
  const first = await startInChild(daemon)
  await killChildGroup()
  server = await startEmbedded({ dataDir, log })
  expect(server).toMatchObject({ url: first, adopted: true })
  await server.stop()
  server = await startEmbedded({ dataDir, log })
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect((await stat(join(dataDir, 'postgres'))).uid).toBe(daemon.uid)
})
