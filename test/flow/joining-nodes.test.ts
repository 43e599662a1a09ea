/** A further node, as a process with a folder of its own, is refused where it differs; moving the files moves the installation. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSession, openHosted, type Reached } from '../fixtures/applicant.ts'
import { passportPicture } from '../fixtures/pictures.ts'
import { runCommandHere } from '../harness/command.ts'
import { createTestDatabase, type TestDatabase } from '../harness/database.ts'
import { createFolder } from '../harness/folder.ts'
import { runCommandProcess, type ServerProcess, startServerProcess } from '../harness/process.ts'
import { reachServer } from '../harness/reached.ts'

const TIMEOUT_MS = 240_000
const SECRET = 'the root secret that the nodes of these tests have in common'

let database: TestDatabase
let env: Record<string, string>
let folder: string
let server: ServerProcess
let key: string
let sessionId: string

beforeAll(async () => {
  database = await createTestDatabase()
  env = { DATABASE_URL: database.url, OPENIDV_SECRET_KEY: SECRET, OPENIDV_VISION_THREADS: '1', OPENIDV_PORT: '0' }
  folder = await createFolder('node')
  server = await startServerProcess(folder, env)
  key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
  const reached = reach()
  const { id, secret } = await createSession(reached)
  sessionId = id
  const page = await openHosted(reached, secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
}, TIMEOUT_MS)
afterAll(async () => {
  if (server.child.exitCode === null) await server.end('SIGTERM')
  await database.close()
}, TIMEOUT_MS)

const reach = (): Reached => reachServer(server.baseUrl, key)

async function showPicture(): Promise<number> {
  const { text } = await reach().request('GET', `/v1/sessions/${sessionId}`, { key })
  const [path = ''] = /\/files\/[^"]+/.exec(text) ?? []
  return (await reach().request('GET', path)).status
}

it(
  'with its files on a disk of its own, or with another root secret',
  async () => {
    const [second, third] = [await createFolder('second'), await createFolder('third')]
    const [own, foreign] = await Promise.all([
      runCommandProcess(second, ['serve'], env),
      runCommandProcess(third, ['serve'], { ...env, OPENIDV_SECRET_KEY: `${SECRET} or nearly` }),
    ])
    expect(own.code).toBe(1)
    expect(own.stderr).toContain(
      `This node's blob store, disk ${join(second, 'blobs')}, is not the one that the installation uses, disk ${join(folder, 'blobs')}`,
    )
    expect(foreign.code).toBe(1)
    expect(foreign.stderr).toContain("This node's root secret is not the one that the installation works with")
  },
  TIMEOUT_MS,
)

it(
  'and moved files are used when every server has stopped; the store of before is then refused',
  async () => {
    const migrate = () => runCommandHere(folder, ['blobs', 'migrate', '--to', 'postgres'], env)
    const beside = await migrate()
    expect(beside.stdout).toMatch(/[1-9]\d* files were copied and read back, 0 were there already\. 0 are left\./)
    expect(beside.stdout).toContain('1 server runs')
    await server.end('SIGTERM')
    const moved = await migrate()
    expect(moved.stdout).toMatch(/\b0 files were copied and read back, [1-9]\d* were there already\. 0 are left\./)
    expect(moved.stdout).toContain('Set OPENIDV_BLOBS=postgres on every node')
    const changed = { ...env, OPENIDV_BLOBS: 'postgres' }
    const [old, doctor, restarted] = await Promise.all([
      runCommandProcess(folder, ['serve'], env),
      runCommandProcess(await createFolder('doctor'), ['doctor'], changed),
      startServerProcess(await createFolder('moved'), changed),
    ])
    server = restarted
    expect(old.stderr).toContain('it is a store that was left, or a copy')
    expect(await showPicture()).toBe(200)
    expect(doctor.stdout).toContain('ok      files: postgres, a file was written, read and removed')
    expect(doctor.stdout).toContain('ok      root secret: the one that the installation works with')
  },
  TIMEOUT_MS,
)
