/** Nodes that each do a part, as processes with folders of their own on one database, are a whole server. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import { createSession, openHosted, type Reached, submitPerson, submitToEnd } from '../fixtures/applicant.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { createTestDatabase, type TestDatabase } from '../harness/database.ts'
import { createFolder } from '../harness/folder.ts'
import { type ServerProcess, startServerProcess } from '../harness/process.ts'
import { listTree } from '../harness/process-tree.ts'
import { reachServer } from '../harness/reached.ts'
import { until } from '../harness/server.ts'

const TIMEOUT_MS = 240_000

let database: TestDatabase
let env: Record<string, string>
const nodes: ServerProcess[] = []
let web: ServerProcess
let vision: ServerProcess
let reached: Reached
let pictures: { document: Buffer; selfie: Buffer }
beforeAll(async () => {
  database = await createTestDatabase()
  env = {
    DATABASE_URL: database.url,
    OPENIDV_BLOBS: 'postgres',
    OPENIDV_SECRET_KEY: 'the root secret that the nodes of these tests have in common',
    OPENIDV_VISION_THREADS: '1',
    OPENIDV_CHECK_WAIT_MS: '110000',
    OPENIDV_IDLE_TIMEOUT_MS: '120000',
  }
  ;[web, vision] = await Promise.all([startNode('http'), startNode('vision,worker')])
  const key = /-H "x-api-key: (sk_live_\w+)"/.exec(web.output())?.[1] ?? ''
  reached = reachServer(web.baseUrl, key)
  pictures = { document: await passportPicture(), selfie: await facePicture('holderSelfie') }
}, TIMEOUT_MS)
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.end('SIGKILL')))
  await database.close()
}, TIMEOUT_MS)

async function startNode(roles: string): Promise<ServerProcess> {
  const node = await startServerProcess(await createFolder(roles), env, { args: ['--only', roles] })
  nodes.push(node)
  return node
}

/** The processes of the models that a node has started. */
function modelsOf({ child }: ServerProcess): number[] {
  const tree = child.pid === undefined ? [] : listTree(child.pid)
  return tree.filter(({ command }) => command.includes('vision-child')).map(({ pid }) => pid)
}

/** How many connections there are that take jobs, or that say that a worker lives. */
async function countWorkerConnections(): Promise<number> {
  const { rows } = await sql`
    select from pg_stat_activity
    where datname = current_database() and application_name in ('openidv jobs', 'openidv worker locks')
  `.execute(database.db)
  return rows.length
}

const statusOf = async (id: SessionId) =>
  (await database.db.selectFrom('sessions').select('status').where('id', '=', id).executeTakeFirst())?.status

it(
  'verify a person: the web node without a model, the other without an API',
  async () => {
    const id = await submitPerson(reached, pictures)
    await until(async () => (await statusOf(id)) !== 'PENDING', 60_000)
    expect(await statusOf(id)).toBe('VERIFIED')
    expect([modelsOf(web).length, modelsOf(vision).length]).toEqual([0, 1])
    const { request } = reachServer(vision.baseUrl, '')
    expect((await request('GET', '/health')).json).toEqual({ status: 'ok' })
    for (const path of ['/v1/auth/verify', '/', '/docs']) expect((await request('GET', path)).status).toBe(404)
    // Each node that answers people makes the demo where nothing is; the others must not, at the same time.
    expect(vision.output()).not.toContain('sk_live_')
  },
  TIMEOUT_MS,
)

it(
  'a check whose node is killed in the middle is done by another node that does nothing else; the web node takes no job',
  async () => {
    const { secret, id } = await createSession(reached)
    const page = await openHosted(reached, secret)
    await page.consent()
    await page.upload('id_front', pictures.document)
    await page.upload('selfie_front', pictures.selfie)
    const models = modelsOf(vision)
    for (const pid of models) process.kill(pid, 'SIGSTOP')
    const submitted = submitToEnd(page)
    const isUnderWay = async () => {
      const claimed = database.db.selectFrom('checks').select('id').where('claimedBy', 'is not', null)
      return (await claimed.where('sessionId', '=', id).execute()).length > 0
    }
    await until(isUnderWay)
    await vision.end('SIGKILL')
    for (const pid of models) process.kill(pid, 'SIGKILL')
    await until(async () => (await countWorkerConnections()) === 0)
    expect([await isUnderWay(), await statusOf(id)]).toEqual([true, 'PENDING'])

    vision = await startNode('vision')
    await submitted
    await until(async () => (await statusOf(id)) !== 'PENDING', 60_000)
    expect(await statusOf(id)).toBe('VERIFIED')
    expect(modelsOf(web)).toEqual([])
  },
  TIMEOUT_MS,
)
