import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { createSession, type HostedPage, openHosted, SESSION_BODY } from '../fixtures/applicant.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { startTestServer, TEST_NOW_MS, type TestServer } from '../harness/server.ts'

const MINUTE_MS = 60_000

let server: TestServer
let key: string
let id: SessionId
let page: HostedPage
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  key = server.organization.liveKey
  const created = await createSession(server, { externalId: 'customer-1', redirectUrl: 'https://example.com/done' })
  id = created.id
  page = await openHosted(server, created.secret)
  await page.consent()
  await page.upload('id_front', await emptyPicture())
})
afterAll(() => server.close())

const retrieve = (options: { id?: string; key?: string } = {}) =>
  server.request('GET', `/v1/sessions/${options.id ?? id}`, { key: options.key ?? key })

/** Follows a signed URL, which carries its own permission. */
function follow(url: string) {
  const { pathname, search } = new URL(url)
  return server.request('GET', pathname + search)
}

const linkOf = async (slot: string): Promise<string> => (await retrieve()).json.resource_links[slot]

describe('GET /v1/sessions/:id', () => {
  it('200: answers the record in both casings, with nothing that is null', async () => {
    const { status, json, text } = await retrieve()
    expect(status).toBe(200)
    const at = new Date(TEST_NOW_MS).toISOString()
    expect(json.session_record).toMatchObject({
      id,
      organization_id: server.organization.id,
      organizationId: server.organization.id,
      user_id: expect.any(String),
      sender_user_id: expect.any(String),
      status: 'PENDING',
      type: 'verification',
      session_progress: 'STARTED',
      sessionProgress: 'STARTED',
      created_at: at,
      createdAt: at,
      updated_at: at,
      external_id: 'customer-1',
      externalId: 'customer-1',
      redirect_url: 'https://example.com/done',
      workflow_steps: ['ID_VERIFICATION'],
      uploads: { id_front: true },
    })
    for (const absent of ['workflow_id', 'submitted_at', 'analysis_data', 'decision_source', 'auto_decision']) {
      expect(json.session_record).not.toHaveProperty(absent)
    }
    expect(json.sessionRecord).toEqual(json.session_record)
    expect(json.resourceLinks).toEqual(json.resource_links)
    expect(text).not.toContain('null')
  })

  it('200: tells who the applicant is', async () => {
    const { user, session_record: record } = (await retrieve()).json
    expect(user).toMatchObject({
      id: record.user_id,
      email: SESSION_BODY.email,
      first_name: SESSION_BODY.firstName,
      lastName: SESSION_BODY.lastName,
      phone: SESSION_BODY.phone,
    })
  })

  it('200: another session of the same address keeps its applicant, whatever the case', async () => {
    const again = await createSession(server, { email: SESSION_BODY.email.toUpperCase() })
    const [first, second] = [await retrieve(), await retrieve({ id: again.id })]
    expect(second.json.session_record.user_id).toBe(first.json.session_record.user_id)
    expect(second.json.resource_links).toEqual({})
  })

  it('400 or 404: what cannot be the id of a session, the sandbox’s words for a live key too', async () => {
    for (const wrong of ['nonsense', 'test_verified', '%00', `${id}x`, '..%2f']) {
      expect([400, 404]).toContain((await retrieve({ id: wrong })).status)
    }
  })

  it('401: without a key', async () => {
    const answer = await server.request('GET', `/v1/sessions/${id}`)
    expect([answer.status, answer.text]).toEqual([401, '{"detail":"Invalid or missing API key"}'])
  })

  it('403: another organization’s session, the other environment’s, and a key without the scope', async () => {
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const actor = { kind: 'operator' as const, organizationId: server.organization.id }
    const writer = await createApiKey(server.ctx, actor, {
      environment: 'live',
      name: 'writer',
      scopes: ['sessions:write'],
    })
    for (const foreign of [other.liveKey, other.sandboxKey, server.organization.sandboxKey, writer.key]) {
      const answer = await retrieve({ key: foreign })
      expect(answer.status).toBe(403)
      expect(answer.text).not.toContain(SESSION_BODY.email)
    }
  })

  it('404: an unknown id, also for a key that may see everything of its own', async () => {
    const answer = await retrieve({ id: 'c0ffee00-0000-4000-8000-000000000001' })
    expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
  })
})

describe('GET /files/:fileKey by a resource link', () => {
  it('200: shows the picture, made anew, to whoever holds the link, and to no cache', async () => {
    const { status, headers, bytes } = await follow(await linkOf('id_front'))
    expect([status, headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff')
    expect(headers['cache-control']).toContain('no-store')
    expect(headers['content-disposition']).toMatch(/^inline; filename="[\da-f-]{36}\.jpg"$/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('403: from 15 minutes on', async () => {
    const link = await linkOf('id_front')
    server.clock.advance(15 * MINUTE_MS - 1000)
    expect((await follow(link)).status).toBe(200)
    server.clock.advance(1000)
    const late = await follow(link)
    expect([late.status, late.json.code]).toEqual([403, 'signature_invalid'])
    expect((await follow(await linkOf('id_front'))).status).toBe(200)
  })

  it('403: when it is altered to another file, another operation or a later time', async () => {
    await page.upload('selfie_front', await emptyPicture())
    const [front, selfie] = [new URL(await linkOf('id_front')), new URL(await linkOf('selfie_front'))]
    const otherFile = new URL(front.href)
    otherFile.pathname = selfie.pathname
    const later = new URL(front.href)
    later.searchParams.set('expires', String(Number(front.searchParams.get('expires')) + 60))
    const unsigned = new URL(front.href)
    unsigned.searchParams.set('signature', 'AAAA')
    for (const altered of [otherFile, later, unsigned]) expect((await follow(altered.href)).status).toBe(403)
    const put = await server.request('PUT', front.pathname + front.search, {
      body: await emptyPicture(),
      headers: { 'content-type': 'image/jpeg' },
    })
    expect(put.status).toBe(403)
  })

  it('400: without its signature; 404: when the picture was erased', async () => {
    const link = await linkOf('id_front')
    expect((await server.request('GET', new URL(link).pathname)).status).toBe(400)
    await server.ctx.db.updateTable('evidence').set({ state: 'erased' }).where('sessionId', '=', id).execute()
    expect((await follow(link)).status).toBe(404)
  })
})
