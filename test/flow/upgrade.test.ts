/** Rehearses an upgrade of several nodes: the version before, this one and the next stand on one database, under writes. */
import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { findNewestVersion, MIGRATIONS_FOLDER } from '../../src/db/migration-files.ts'
import type { SessionId } from '../../src/lib/ids.ts'
import { createLogger } from '../../src/lib/log.ts'
import { preparePerson, type Reached, submitPerson, submitToEnd } from '../fixtures/applicant.ts'
import { holderPictures } from '../fixtures/pictures.ts'
import { createEmptyDatabase, type TestDatabase } from '../harness/database.ts'
import { createFolder } from '../harness/folder.ts'
import { Load, type Login, readLogin } from '../harness/load.ts'
import { type ServerProcess, startServerProcess } from '../harness/process.ts'
import { listTree } from '../harness/process-tree.ts'
import { reachServer } from '../harness/reached.ts'
import { until } from '../harness/server.ts'
import { putVersionBefore, VERSION_BEFORE, versionBeforeMissing } from '../harness/version-before.ts'
import { findOffences } from '../repository/migration-rules.ts'

const TIMEOUT_MS = 240_000

/** What a release may do: a column, a table of tenants, an index on a table that is written to. */
const NEXT: Readonly<Record<string, string>> = {
  '9001_notes': `
    alter table sessions add column next_note text, add column next_at timestamptz not null default now();
    create table next_notes (id uuid primary key, organization_id uuid not null references organizations (id));`,
  '9002_notes': `-- Without a transaction: sessions are created meanwhile.
    drop index concurrently if exists sessions_by_next_note;
    create index concurrently sessions_by_next_note on sessions (next_note);
    `,
}

let database: TestDatabase
let pictures: { document: Buffer; selfie: Buffer }
let login: Login
let node: ServerProcess | undefined
/** Handed back by the version before when it was told to end. */
let handedBack: SessionId | undefined
const folders: string[] = []
beforeAll(async () => {
  database = await createEmptyDatabase()
  pictures = await holderPictures()
}, TIMEOUT_MS)
afterAll(async () => {
  if (node?.child.exitCode === null) await node.end('SIGKILL')
  await database.close()
  for (const folder of folders) await rm(folder, { recursive: true })
}, TIMEOUT_MS)

async function newFolder(name: string): Promise<string> {
  const folder = await createFolder(name)
  folders.push(folder)
  return folder
}

async function startNode(roles?: string, main?: string, checkWaitMs = 60_000): Promise<ServerProcess> {
  const env = {
    ...{ DATABASE_URL: database.url, OPENIDV_BLOBS: 'postgres', OPENIDV_VISION_THREADS: '1' },
    ...{ OPENIDV_SECRET_KEY: 'the root secret that the nodes of these tests have in common' },
    ...{ OPENIDV_CHECK_WAIT_MS: String(checkWaitMs), OPENIDV_STOP_WITHIN_SECONDS: '5' },
    ...{ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' },
  }
  const started = await startServerProcess(await newFolder('node'), env, { args: roles ? ['--only', roles] : [] }, main)
  login ??= readLogin(started)
  return started
}

const reach = ({ baseUrl }: ServerProcess): Reached => reachServer(baseUrl, login.key)

/** Every request of a session meets another version than the one before. */
function inTurns(...nodes: readonly ServerProcess[]): Reached {
  let turn = 0
  const next = () => reach(nodes[turn++ % nodes.length] as ServerProcess)
  return { ...next(), request: (...args) => next().request(...args) }
}

async function statusOf(id: SessionId): Promise<string | undefined> {
  const query = database.db.selectFrom('sessions').select('status').where('id', '=', id)
  return (await query.executeTakeFirst())?.status
}

async function isUnderWay(id: SessionId): Promise<boolean> {
  const claimed = database.db.selectFrom('checks').select('id').where('claimedBy', 'is not', null)
  return (await claimed.where('sessionId', '=', id).execute()).length > 0
}

async function expectShown(by: ServerProcess, load: Load): Promise<void> {
  expect(load.sessions.length).toBeGreaterThan(5)
  for (const { id } of load.sessions) {
    expect((await reach(by).request('GET', `/v1/sessions/${id}`, { key: login.key })).status).toBe(200)
  }
}

it.skipIf(versionBeforeMissing)(
  `beside version ${VERSION_BEFORE.version}, whose writes go on while this one migrates: each judges what the other took`,
  async () => {
    const tree = await putVersionBefore()
    folders.push(tree.folder)
    const before = await startNode(undefined, tree.main, 2_000)
    try {
      const load = new Load(before, pictures.selfie, { pauseMs: 100 })
      await expect.poll(() => load.sessions.length, { timeout: 30_000 }).toBeGreaterThan(2)
      node = await startNode('http,worker')
      const page = await preparePerson(inTurns(before, node), pictures)
      await load.stop()
      await expectShown(node, load)
      // Of the two only the version before has models.
      await submitToEnd(page)
      await until(async () => (await statusOf(page.sessionId)) !== 'PENDING', 60_000)
      expect(await statusOf(page.sessionId)).toBe('VERIFIED')

      const other = await preparePerson(inTurns(node, before), pictures)
      for (const { pid, command } of listTree(before.child.pid ?? 0))
        if (command.includes('vision-child')) process.kill(pid, 'SIGSTOP')
      const submitted = reach(before).request('POST', `/hosted/sessions/${other.sessionId}/steps/ID_VERIFICATION`, {
        headers: { cookie: other.cookie },
        body: {},
      })
      submitted.catch(() => undefined)
      await until(() => isUnderWay(other.sessionId))
      handedBack = other.sessionId
    } finally {
      expect(await before.end('SIGTERM'), before.output().slice(-2000)).toBe(0)
    }
  },
  TIMEOUT_MS,
)

it(
  'under the next version, which migrates beside writes; then this one is started again on its schema, and does its work',
  async () => {
    node ??= await startNode('http,worker')
    const load = new Load(node, pictures.selfie, { login, pauseMs: 100 })
    await expect.poll(() => load.sessions.length, { timeout: 30_000 }).toBeGreaterThan(2)
    const newest = await findNewestVersion()
    const folder = await newFolder('next')
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true })
    for (const [name, sql] of Object.entries(NEXT)) {
      expect(findOffences(sql, newest)).toEqual([])
      await writeFile(join(folder, `${name}.sql`), sql)
    }
    expect(await migrate(database.url, createLogger('silent'), folder)).toEqual([9001, 9002])
    const written = load.sessions.length
    await expect.poll(() => load.sessions.length, { timeout: 30_000 }).toBeGreaterThan(written + 2)
    await load.stop()
    expect(await node.end('SIGTERM')).toBe(0)

    node = await startNode()
    expect(node.output()).toContain('the database was migrated by a newer OpenIDV; this one works with it')
    expect((await reach(node).request('GET', '/readyz')).status).toBe(200)
    await expectShown(node, load)
    const id = handedBack ?? (await submitPerson(reach(node), pictures))
    await until(async () => (await statusOf(id)) !== 'PENDING', 60_000)
    expect(await statusOf(id)).toBe('VERIFIED')
  },
  TIMEOUT_MS,
)
