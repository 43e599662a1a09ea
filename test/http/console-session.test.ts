/** Proves who sees which session and which picture, and that every view of a picture is remembered. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EvidenceId, newId, type SessionId } from '../../src/lib/ids.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const SCRIPT = '<script>alert(1)</script>'

let server: TestServer
let reviewer: TestMember
let developer: TestMember
let viewer: TestMember
let admin: TestMember
let stranger: TestMember
let pictured: SessionId
let waiting: SessionId
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  const { id } = await createOrganization(server.ctx, { name: 'Strangers' })
  const roles = ['reviewer', 'developer', 'viewer', 'admin'] as const
  const members = await Promise.all(roles.map((role) => signUpMember(server, { role })))
  stranger = await signUpMember(server, { organizationId: id })
  ;[reviewer, developer, viewer, admin] = members as [TestMember, TestMember, TestMember, TestMember]
  const created = await createSession(server, { lastName: SCRIPT })
  pictured = created.id
  const page = await openHosted(server, created.secret)
  await page.consent()
  await page.upload('id_front', await emptyPicture())
  // As if a step had been submitted with it: else the second would leave nothing of it.
  await server.ctx.db
    .updateTable('evidence')
    .set({ submittedAt: new Date(server.clock.nowMs()) })
    .where('sessionId', '=', pictured)
    .execute()
  await page.upload('id_front', await emptyPicture())
  waiting = await aWaitingSession(server, { check: 'done' })
})
afterAll(() => server.close())

const detailOf = (member: TestMember, id: string, environment = 'live') =>
  member.get(`~/sessions/${id}?environment=${environment}`)

async function pictures(member: TestMember): Promise<Array<{ id: EvidenceId; state: string }>> {
  return (await detailOf(member, pictured)).json.evidence
}

function viewsOf(id: string) {
  const { db } = server.ctx
  const query = db.selectFrom('auditEvents').select(['actorKind', 'actorId', 'details', 'organizationId'])
  return query.where('action', '=', 'evidence.view').where('targetId', '=', id).execute()
}

describe('GET …/sessions/:id', () => {
  it('tells the record, the person, every attempt at a picture and what happened', async () => {
    const { status, json } = await detailOf(reviewer, pictured)
    expect(status).toBe(200)
    expect(json).toMatchObject({ id: pictured, status: 'PENDING', progress: 'STARTED', outcomes: ['VOIDED'] })
    expect(json.applicant).toMatchObject({ firstName: 'Anna', lastName: SCRIPT, email: 'anna.eriksson@example.com' })
    expect(json.evidence.map(({ slot, state }: { slot: string; state: string }) => [slot, state])).toEqual([
      ['id_front', 'stored'],
      ['id_front', 'superseded'],
    ])
    const actions = json.timeline.map(({ action }: { action: string }) => action)
    expect(actions.filter((action: string) => action === 'evidence.store')).toHaveLength(2)
    expect(actions.at(-1)).toBe('session.create')
    expect(json.timeline.at(-1).by).toBeDefined()
  })

  it('explains each check and marks the fields that do not fit', async () => {
    const { json } = await detailOf(reviewer, waiting)
    const [step] = json.checks
    const verdicts = Object.fromEntries(
      step.findings.map((line: { name: string; verdict: string }) => [line.name, line.verdict]),
    )
    expect(verdicts).toMatchObject({ expiry: 'pass', name: 'doubtful', face_match: 'pass' })
    const match = step.findings.find(({ name }: { name: string }) => name === 'face_match')
    expect(match).toMatchObject({ gauge: { pass: 80, review: 50 }, codes: [] })
    const surname = json.extracted.fields.find(({ name }: { name: string }) => name === 'surname')
    expect(surname).toMatchObject({ value: 'ERIKSSON', source: 'mrz', mismatch: 'NAME_MISMATCH' })
    const number = json.extracted.fields.find(({ name }: { name: string }) => name === 'documentNumber')
    expect([number.checkDigit, number.mismatch]).toEqual(['right', undefined])
  })

  it('answers the record as the API does, but for links: they lead to pictures whose views are audited', async () => {
    const { json } = await detailOf(reviewer, pictured)
    const api = await server.request('GET', `/v1/sessions/${pictured}`, { key: server.organization.liveKey })
    const { resource_links: links, resourceLinks: _links, ...raw } = json.raw
    const { resource_links: signed, resourceLinks: _signed, ...expected } = api.json
    expect(raw).toEqual(expected)
    expect(Object.keys(links)).toEqual(Object.keys(signed))
    expect(JSON.stringify(json)).not.toContain('signature=')
  })

  it('hides the person from a developer, everywhere in the answer', async () => {
    const { status, json, text } = await detailOf(developer, waiting)
    expect([status, json.isMasked]).toEqual([200, true])
    expect(json.applicant).toMatchObject({ firstName: 'B•••', lastName: 'R•••', phone: '•••67' })
    const secrets = [
      'Bianca',
      'Rossi',
      'ERIKSSON',
      '1986',
      'E1234567',
      '2034',
      '203.0.113.7',
      '+1519',
      'P<UTO',
      'I<UTO',
    ]
    for (const secret of secrets) expect(text, secret).not.toContain(secret)
    expect(json.extracted.portrait).toBeUndefined()
  })

  it('hides the person from a viewer, too', async () => {
    const { json } = await detailOf(viewer, waiting)
    expect([json.isMasked, json.applicant.firstName]).toEqual([true, 'B•••'])
  })

  it('answers 404 for an unknown id, 403 for another organization’s and for the other environment’s', async () => {
    const sandboxed = await aWaitingSession(server, { environment: 'sandbox' })
    const answers = [
      await detailOf(reviewer, newId()),
      await detailOf(reviewer, 'test_verified', 'sandbox'),
      await stranger.get(`~/sessions/${waiting}`),
      await detailOf(reviewer, sandboxed),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 403, 403])
    expect((await detailOf(reviewer, sandboxed, 'sandbox')).status).toBe(200)
  })
})

describe('GET …/evidence/:id', () => {
  it('shows a picture to who may see applicants, kept by no cache, and remembers each view with its viewer', async () => {
    const [first] = await pictures(reviewer)
    const { status, headers, bytes } = await admin.get(`~/evidence/${first?.id}`)
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'private, no-store',
    ])
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    await reviewer.get(`~/evidence/${first?.id}`)
    const base = { actorKind: 'member', organizationId: server.organization.id }
    expect(await viewsOf(String(first?.id))).toEqual([
      { ...base, actorId: admin.userId, details: { sessionId: pictured, slot: 'id_front' } },
      { ...base, actorId: reviewer.userId, details: { sessionId: pictured, slot: 'id_front' } },
    ])
    const { json } = await detailOf(reviewer, pictured)
    expect(json.timeline[0]).toMatchObject({ action: 'evidence.view', by: 'Test Member' })
  })

  it('shows attempts that were replaced', async () => {
    const earlier = (await pictures(reviewer)).find(({ state }) => state === 'superseded')
    expect((await reviewer.get(`~/evidence/${earlier?.id}`)).status).toBe(200)
  })

  it('refuses a developer and the owner of another organization, and remembers no view', async () => {
    const [first] = await pictures(reviewer)
    const before = await viewsOf(String(first?.id))
    const refused = await developer.get(`~/evidence/${first?.id}`)
    expect([refused.status, refused.json.code]).toEqual([403, 'scope_missing'])
    const foreign = await stranger.get(`~/evidence/${first?.id}`)
    expect([foreign.status, foreign.json.code]).toEqual([403, 'access_denied'])
    expect((await reviewer.get(`~/evidence/${first?.id}?environment=sandbox`)).status).toBe(403)
    expect(await viewsOf(String(first?.id))).toEqual(before)
  })

  it('answers 404 for an unknown picture, and 410 for an erased one or one whose key is gone', async () => {
    expect((await reviewer.get(`~/evidence/${newId()}`)).status).toBe(404)
    const found = await pictures(reviewer)
    const { db, clock } = server.ctx
    const [current, earlier] = found
    await db
      .updateTable('evidence')
      .set({ state: 'erased' })
      .where('id', '=', earlier?.id as EvidenceId)
      .execute()
    const keys = db
      .selectFrom('evidence')
      .select('dataKeyId')
      .where('id', '=', current?.id as EvidenceId)
    const destroyed = { wrappedKey: null, destroyedAt: new Date(clock.nowMs()) }
    await db.updateTable('dataKeys').set(destroyed).where('id', 'in', keys).execute()
    for (const picture of found) {
      const { status, json } = await reviewer.get(`~/evidence/${picture.id}`)
      expect([status, json.code]).toEqual([410, 'evidence_erased'])
    }
  })
})
