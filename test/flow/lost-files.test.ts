/** Files that are away or lost are a fault of ours: checks wait for them, and nobody is told that there is no such file. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSession, openHosted, preparePerson, waitForDecision } from '../fixtures/applicant.ts'
import { emptyPicture, holderPictures, passportPicture } from '../fixtures/pictures.ts'
import { makeChecksDue } from '../harness/due-checks.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const TIMEOUT_MS = 300_000

let server: TestServer
let folder: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_VISION_THREADS: '1', OPENIDV_CHECK_WAIT_MS: '1500' })
  folder = join(server.ctx.config.dataDir, 'blobs')
})
afterAll(() => server.close())

/** Takes the folder of files away while something happens, and leaves `instead` in its place. */
async function without(instead: 'an empty folder' | 'no folder', work: () => Promise<void>): Promise<void> {
  await rename(folder, `${folder}.away`)
  await (instead === 'no folder' ? writeFile(folder, '') : mkdir(folder))
  try {
    await work()
  } finally {
    await rm(folder, { recursive: true })
    await rename(`${folder}.away`, folder)
  }
}

async function upload(): Promise<{ status: number; code?: string; fileKey: string }> {
  const picture = await emptyPicture()
  const files = [{ contentType: 'image/jpeg', byteLength: picture.byteLength }]
  const key = server.organization.liveKey
  const { uploads } = (await server.request('POST', '/v1/upload/presign', { key, body: { files } })).json
  const { pathname, search } = new URL(uploads[0].uploadUrl)
  const headers = { 'content-type': 'image/jpeg' }
  const answer = await server.request('PUT', pathname + search, { body: picture, headers })
  return { status: answer.status, code: answer.json.code, fileKey: uploads[0].fileKey }
}

async function readChecks() {
  return server.ctx.db.selectFrom('checks').select(['state', 'failureCode', 'attempts']).execute()
}

/** Waits for something that checks do which are put off, without their pauses. */
function untilDue(isSo: () => boolean): Promise<void> {
  return until(async () => {
    await makeChecksDue(server)
    return isSo()
  }, 120_000)
}

it(
  'a check whose files are lost or away is put off with an alarm, spends no attempt, and is done when they are back',
  async () => {
    const page = await preparePerson(server, await holderPictures())
    const alarms = () => server.logLines.filter((line) => line.includes('a check waits for its files'))
    await without('an empty folder', async () => {
      await page.submitStep('ID_VERIFICATION')
      await untilDue(() => alarms().length >= 2)
      expect(alarms()[0]).toMatch(/"level":"error".*file_lost/)
    })
    await without('no folder', async () => {
      const before = alarms().length
      await untilDue(() => alarms().length > before + 1)
      expect(alarms().at(-1)).toContain('files_unavailable')
    })
    await makeChecksDue(server)
    const [check] = await readChecks()
    expect(check).toMatchObject({ state: 'queued', failureCode: null })
    expect(check?.attempts).toBeLessThanOrEqual(1)
    const { session_record: record } = (await waitForDecision(server, page.sessionId)).json
    expect(record.status).toBe('VERIFIED')
    expect(await readChecks()).toMatchObject([{ state: 'done' }])
  },
  TIMEOUT_MS,
)

it('an upload is answered 503 while the store is away, and so is a picture that is away or lost; an erased one is 404', async () => {
  const stored = await upload()
  expect(stored.status).toBe(200)
  const key = server.organization.liveKey
  const detect = () => server.request('POST', '/v1/face/detect', { key, body: { image: stored.fileKey } })
  await without('no folder', async () => {
    expect(await upload()).toMatchObject({ status: 503, code: 'files_unavailable' })
  })
  const session = await createSession(server)
  const page = await openHosted(server, session.secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
  const retrieved = await server.request('GET', `/v1/sessions/${session.id}`, { key })
  const url = /http:\/\/openidv\.test(\/files\/[^"]+)/.exec(retrieved.text)?.[1] ?? ''
  expect((await server.request('GET', url)).status).toBe(200)
  await without('an empty folder', async () => {
    const lost = await server.request('GET', url)
    expect([lost.status, lost.json.code]).toEqual([503, 'file_lost'])
    expect((await detect()).status).toBe(503)
  })
  await without('no folder', async () => {
    const away = await server.request('GET', url)
    expect([away.status, away.json.code]).toEqual([503, 'files_unavailable'])
  })
  await sql`update evidence set state = 'erased'`.execute(server.ctx.db)
  await without('an empty folder', async () => {
    expect((await server.request('GET', url)).status).toBe(404)
  })
})
