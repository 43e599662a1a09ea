/** Two nodes as processes with folders of their own, on one database and one bucket: together they are one server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSession, openHosted, type Reached, submitToEnd } from '../fixtures/applicant.ts'
import { holderPictures } from '../fixtures/pictures.ts'
import { createTestDatabase, type TestDatabase } from '../harness/database.ts'
import { createFolder } from '../harness/folder.ts'
import { type ServerProcess, startServerProcess } from '../harness/process.ts'
import { reachServer } from '../harness/reached.ts'
import { S3_CREDENTIAL, type S3Server, startS3 } from '../harness/s3.ts'
import { until } from '../harness/server.ts'

const TIMEOUT_MS = 400_000
const SESSIONS = 4
const SECRET = 'the root secret that the nodes of these tests have in common'

let s3: S3Server
let database: TestDatabase
const nodes: ServerProcess[] = []
let reached: readonly Reached[]
beforeAll(async () => {
  s3 = await startS3()
  database = await createTestDatabase()
  const env = {
    ...{ DATABASE_URL: database.url, OPENIDV_SECRET_KEY: SECRET },
    ...{ OPENIDV_VISION_THREADS: '1', OPENIDV_CHECK_WAIT_MS: '60000' },
    ...{ OPENIDV_BLOBS: 's3://openidv/files', OPENIDV_S3_ENDPOINT: s3.endpoint, ...S3_CREDENTIAL },
  }
  // The first makes the demo organization, so the second starts after it.
  nodes.push(await startServerProcess(await createFolder('node-a'), env))
  nodes.push(await startServerProcess(await createFolder('node-b'), env))
  const key = /-H "x-api-key: (sk_live_\w+)"/.exec(nodes[0]?.output() ?? '')?.[1] ?? ''
  reached = nodes.map(({ baseUrl }) => reachServer(baseUrl, key))
}, TIMEOUT_MS)
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.end('SIGKILL')))
  await database.close()
  await s3.stop()
}, TIMEOUT_MS)

const node = (index: number): Reached => reached[index % 2] as Reached

/** Every request of a session meets another node than the one before: its pictures are taken by one each. */
function inTurns(first: number): Reached {
  let turn = first
  return { ...node(0), request: (...args) => node(turn++).request(...args) }
}

it(
  'two nodes judge every session, whichever took its pictures, and show them both',
  async () => {
    const pictures = await holderPictures()
    const submit = async (index: number) => {
      const { id, secret } = await createSession(node(index))
      const page = await openHosted(inTurns(index), secret)
      await page.consent()
      await page.upload('id_front', pictures.document)
      await page.upload('selfie_front', pictures.selfie)
      await submitToEnd(page)
      return id
    }
    const ids = await Promise.all(Array.from({ length: SESSIONS }, (_, index) => submit(index)))
    await until(async () => (await readStatuses(database)).every((status) => status !== 'PENDING'), 200_000)
    expect(await readStatuses(database)).toEqual(Array(SESSIONS).fill('VERIFIED'))
    for (const [index, id] of ids.entries()) await expectShownByBoth(id, index)
  },
  TIMEOUT_MS,
)

async function expectShownByBoth(id: string, index: number): Promise<void> {
  const { liveKey: key } = node(index).organization
  const { text } = await node(index).request('GET', `/v1/sessions/${id}`, { key })
  const [path = ''] = /\/files\/[^"]+/.exec(text) ?? []
  // A signed URL is as good on the other node.
  const [one, another] = [await node(0).request('GET', path), await node(1).request('GET', path)]
  expect([one.status, another.status]).toEqual([200, 200])
  expect(one.bytes.equals(another.bytes)).toBe(true)
}

async function readStatuses({ db }: TestDatabase): Promise<string[]> {
  const rows = await db.selectFrom('sessions').select('status').where('environment', '=', 'live').execute()
  return rows.map(({ status }) => status)
}
