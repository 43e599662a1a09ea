import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withTransaction } from '../../src/context.ts'
import { withinOrganization } from '../../src/db/reach.ts'
import type { EvidenceId, OrganizationId, SessionId } from '../../src/lib/ids.ts'
import { bindUploads } from '../../src/services/evidence/bind.ts'
import { eraseDirectEvidence } from '../../src/services/evidence/erase-direct.ts'
import { requireRoom } from '../../src/services/evidence/quota.ts'
import { removeAllReplaced } from '../../src/services/evidence/remove-replaced.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { createSession, type HostedPage, openHosted } from '../fixtures/applicant.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { explainWithin } from '../harness/explain.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const DAY_MS = 24 * 3_600_000
/** As large as a picture and none: who answers 413 to it has not decoded it. */
const undecodable = () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0])], kept)

let server: TestServer
let picture: Buffer
/** What one picture takes when it is kept. */
let kept: number
beforeAll(async () => {
  picture = await emptyPicture()
  const probe = await sharp(picture).jpeg().toBuffer()
  server = await startTestServer(
    {
      OPENIDV_RATE_PER_SECOND: '1000',
      OPENIDV_RATE_BURST: '1000',
      // Nobody waits long for the checks, which fail; as many as there is room for are let in.
      OPENIDV_CHECK_WAIT_MS: '4500',
      OPENIDV_VISION_THREADS: '16',
      OPENIDV_SESSION_UPLOAD_BYTES: String(10 * probe.byteLength),
      OPENIDV_ORGANIZATION_UPLOAD_BYTES: String(30 * probe.byteLength),
    },
    new URL('../fixtures/failing-child.ts', import.meta.url),
  )
  kept = await measureKept()
})
afterAll(() => server.close())

async function measureKept(): Promise<number> {
  const page = await aPage()
  await page.upload('id_front', picture)
  return totalOf(server.organization.id, page.sessionId)
}

async function aPage(): Promise<HostedPage> {
  const page = await openHosted(server, (await createSession(server)).secret)
  await page.consent()
  return page
}

async function totalOf(organizationId: OrganizationId, sessionId: SessionId | null): Promise<number> {
  const row = await server.ctx.db
    .selectFrom('evidenceTotals')
    .select('bytes')
    .where('organizationId', '=', organizationId)
    .where('sessionId', sessionId === null ? 'is' : '=', sessionId)
    .executeTakeFirst()
  return row?.bytes ?? 0
}

async function keptBy(organizationId: OrganizationId): Promise<number> {
  const row = await server.ctx.db
    .selectFrom('evidence')
    .select(({ fn }) => fn.sum<string>('sizeBytes').as('bytes'))
    .where('organizationId', '=', organizationId)
    .where('state', 'in', ['received', 'stored', 'superseded', 'replaced'])
    .executeTakeFirstOrThrow()
  return Number(row.bytes)
}

async function anotherOrganization(): Promise<{ id: OrganizationId; liveKey: string }> {
  return createOrganization(server.ctx, { name: 'Another' })
}

async function announce(key: string, byteLength = picture.byteLength): Promise<string> {
  const files = [{ contentType: 'image/jpeg', byteLength }]
  const answer = await server.request('POST', '/v1/upload/presign', { key, body: { files } })
  const { pathname, search } = new URL(answer.json.uploads[0].uploadUrl)
  return pathname + search
}

const put = (url: string, body = picture) =>
  server.request('PUT', url, { body, headers: { 'content-type': 'image/jpeg' } })

const detect = (key: string, bytes: Buffer) =>
  server.request('POST', '/v1/face/detect', { key, body: { image: bytes.toString('base64') } })

const outcomes = (answers: readonly TestAnswer[]) => answers.map(({ json, status }) => json.code ?? status).sort()

describe('the bytes of a session', () => {
  it('end by replacing one picture in a loop, and what comes after is refused before it is decoded', async () => {
    const page = await aPage()
    const room = Math.floor(server.ctx.config.uploads.sessionBytes / kept)
    for (let upload = 0; upload < room; upload++) expect((await page.upload('id_front', picture)).status).toBe(200)
    const refused = await page.upload('id_front', undecodable())
    expect([refused.status, refused.json]).toEqual([
      413,
      expect.objectContaining({
        code: 'upload_quota_exceeded',
        message: expect.stringMatching(/^One session may upload \d+ bytes in all, replaced files included: /),
        quota: 'session',
        limit_bytes: server.ctx.config.uploads.sessionBytes,
      }),
    ])
    // What was given before can still be submitted, and others are not concerned.
    expect((await page.state()).json.steps[0].slots[0].uploaded).toBe(true)
    expect((await (await aPage()).upload('id_front', picture)).status).toBe(200)
  })

  it('are never passed by uploads that come at once', async () => {
    const page = await aPage()
    const room = Math.floor(server.ctx.config.uploads.sessionBytes / kept)
    const answers = await Promise.all(Array.from({ length: room + 4 }, () => page.upload('id_front', picture)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(room)
    expect(answers.filter(({ json }) => json.code === 'upload_quota_exceeded')).toHaveLength(4)
    expect(await totalOf(server.organization.id, page.sessionId)).toBe(room * kept)
    expect(await totalOf(server.organization.id, null)).toBe(await keptBy(server.organization.id))
  })

  it('do not count pictures that were refused', async () => {
    const page = await aPage()
    const damaged = picture.subarray(0, picture.byteLength / 2)
    for (let upload = 0; upload < 10; upload++) {
      expect((await page.upload('id_front', damaged)).json.code).toBe('image_invalid')
    }
    expect(await totalOf(server.organization.id, page.sessionId)).toBe(0)
  })
})

describe('the bytes of an organization', () => {
  it('are bounded for signed PUTs that come at once, and for base64 in a direct call; erased ones make room', async () => {
    const { id, liveKey } = await anotherOrganization()
    const bound = server.ctx.config.uploads.organizationBytes
    const room = Math.floor(bound / kept)
    const urls = []
    for (let upload = 0; upload < room + 3; upload++) urls.push(await announce(liveKey))
    const late = await announce(liveKey, kept)
    const answers = await Promise.all(urls.map((url) => put(url)))
    expect(outcomes(answers)).toEqual([
      ...Array.from({ length: room }, () => 200),
      ...Array.from({ length: 3 }, () => 'upload_quota_exceeded'),
    ])
    expect(await totalOf(id, null)).toBe(room * kept)

    for (const refused of [await put(late, undecodable()), await detect(liveKey, undecodable())]) {
      expect([refused.status, refused.json.code]).toEqual([413, 'upload_quota_exceeded'])
      expect(refused.json).toMatchObject({ quota: 'organization', limit_bytes: bound })
    }
    expect((await detect(server.organization.liveKey, undecodable())).json.code).toBe('image_invalid')

    server.clock.advance(DAY_MS + 1)
    await eraseDirectEvidence(server.appCtx)
    expect(await totalOf(id, null)).toBe(0)
    expect(await eraseDirectEvidence(server.appCtx)).toBe(0)
    expect((await put(await announce(liveKey))).status).toBe(200)
  })

  it('are never passed by direct calls that come at once', async () => {
    const { id, liveKey } = await anotherOrganization()
    const room = Math.floor(server.ctx.config.uploads.organizationBytes / kept)
    const answers = await Promise.all(Array.from({ length: room + 3 }, () => detect(liveKey, picture)))
    expect(answers.filter(({ json }) => json.code === 'upload_quota_exceeded')).toHaveLength(3)
    expect(await totalOf(id, null)).toBe(room * kept)
  })
})

describe('a file that another took the place of', () => {
  const filesOf = (sessionId: SessionId) =>
    server.ctx.db
      .selectFrom('evidence')
      .select(['id', 'blobKey', 'state'])
      .where('sessionId', '=', sessionId)
      .orderBy('state')
      .execute()
  const submit = (sessionId: SessionId, id: EvidenceId) => {
    const session = { organizationId: server.organization.id, id: sessionId }
    return withinOrganization(session.organizationId, () =>
      withTransaction(server.appCtx, (tx) => bindUploads(tx, session, { id_front: id })),
    )
  }

  it('is gone with its bytes and makes room for the organization, unless a step was submitted with it', async () => {
    const page = await aPage()
    expect((await page.upload('id_front', picture)).status).toBe(200)
    const [first] = await filesOf(page.sessionId)
    const before = await totalOf(server.organization.id, null)
    expect((await page.upload('id_front', picture)).status).toBe(200)
    const [second, ...others] = await filesOf(page.sessionId)
    expect([second?.state, others]).toEqual(['stored', []])
    await expect(server.ctx.blobs.get(String(first?.blobKey))).rejects.toMatchObject({ code: 'file_lost' })
    expect(await totalOf(server.organization.id, null)).toBe(before)
    expect(await totalOf(server.organization.id, page.sessionId)).toBe(2 * kept)

    if (!first || !second) throw new Error('Both were uploaded')
    await expect(submit(page.sessionId, first.id)).rejects.toMatchObject({ code: 'upload_invalid' })
    expect((await filesOf(page.sessionId)).map(({ id, state }) => [id, state])).toEqual([[second.id, 'stored']])
    await submit(page.sessionId, second.id)
    expect((await page.upload('id_front', picture)).status).toBe(200)
    const [third, reviewed] = await filesOf(page.sessionId)
    expect([third?.state, reviewed?.state, reviewed?.id]).toEqual(['stored', 'superseded', second.id])
    expect((await server.ctx.blobs.get(second.blobKey)).byteLength).toBeGreaterThan(kept)

    // Submitted again, it is current; what was in its place was never submitted and goes by the job, as after a crash.
    await submit(page.sessionId, second.id)
    expect(await removeAllReplaced(server.appCtx)).toBe(1)
    expect((await filesOf(page.sessionId)).map(({ id, state }) => [id, state])).toEqual([[second.id, 'stored']])
    await expect(server.ctx.blobs.get(String(third?.blobKey))).rejects.toMatchObject({ code: 'file_lost' })
    expect(await totalOf(server.organization.id, null)).toBe(before)
    expect(await removeAllReplaced(server.appCtx)).toBe(0)
  })
})

it('whether there is room is read from at most two rows, by their key', async () => {
  const page = await aPage()
  await page.upload('id_front', picture)
  const { id } = server.organization
  const of = { organizationId: id, sessionId: page.sessionId }
  const costs = await explainWithin(server.database, id, (db) =>
    withinOrganization(id, () => requireRoom({ ...server.appCtx, db }, of, 1)),
  )
  expect(costs).toHaveLength(1)
  expect(costs[0]?.readRows).toBeLessThanOrEqual(2)
})
