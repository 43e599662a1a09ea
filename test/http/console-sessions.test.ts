import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionStatus } from '../../src/db/tables.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, TEST_NOW_MS, type TestServer } from '../harness/server.ts'

const ANNA = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna.eriksson@example.com', phone: '+15192223367' }
const HOUR_MS = 3_600_000

let server: TestServer
let owner: TestMember
let developer: TestMember
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
  developer = await signUpMember(server, { role: 'developer' })
})
afterAll(() => server.close())

/** A member of an organization that has no sessions yet. */
async function aFreshOwner(): Promise<TestMember> {
  const organization = await createOrganization(server.ctx, { name: 'Fresh' })
  return signUpMember(server, { organizationId: organization.id })
}

async function create(member: TestMember, change: Readonly<Record<string, unknown>> = {}, environment = 'live') {
  const answer = await member.post(`~/sessions?environment=${environment}`, { ...ANNA, ...change })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json as { id: string; url: string }
}

async function mark(id: string, status: SessionStatus, progress: 'PENDING' | 'STARTED' | 'COMPLETED' = 'COMPLETED') {
  await server.ctx.db
    .updateTable('sessions')
    .set({ status, progress })
    .where('id', '=', id as never)
    .execute()
}

async function listIds(member: TestMember, query: string): Promise<string[]> {
  const answer = await member.get(`~/sessions?${query}`)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json.items.map(({ id }: { id: string }) => id)
}

describe('GET /sessions of the console', () => {
  it('shows a member every session of the organization, whoever sent it, and none of another', async () => {
    const member = await aFreshOwner()
    const stranger = await aFreshOwner()
    const mine = await create(member)
    await create(stranger)
    const teammate = await signUpMember(server, { organizationId: member.organizationId, role: 'viewer' })
    expect(await listIds(teammate, '')).toEqual([mine.id])
    expect(await listIds(teammate, 'environment=sandbox')).toEqual([])
    const asked = await stranger.get(`/console/organizations/${member.organizationId}/sessions`)
    expect(asked.status).toBe(403)
  })

  it('tells of each session what the list shows, and times in ISO 8601', async () => {
    const member = await aFreshOwner()
    const { id } = await create(member, { externalId: 'order-1' })
    const { json } = await member.get('~/sessions')
    expect(json).toMatchObject({ total: { count: 1, isExact: true }, isMasked: false, isCutShort: false })
    expect(json.items).toEqual([
      {
        ...{ id, ...ANNA, status: 'PENDING', progress: 'PENDING', type: 'verification', externalId: 'order-1' },
        createdAt: new Date(TEST_NOW_MS).toISOString(),
        expiresAt: expect.stringMatching(/^20\d\d-.*Z$/),
      },
    ])
  })

  it('chooses by status and progress, several at once, and counts overdue sessions as expired', async () => {
    const member = await aFreshOwner()
    const [fresh, overdue, started, verified, failed] = await Promise.all([0, 1, 2, 3, 4].map(() => create(member)))
    if (!fresh || !overdue || !started || !verified || !failed) throw new Error('five sessions')
    const past = new Date(TEST_NOW_MS - 1)
    await server.ctx.db
      .updateTable('sessions')
      .set({ expiresAt: past })
      .where('id', '=', overdue.id as never)
      .execute()
    await mark(started.id, 'PENDING', 'STARTED')
    await mark(verified.id, 'VERIFIED')
    await mark(failed.id, 'FAILED')
    const idsOf = async (query: string) => new Set(await listIds(member, query))
    expect(await idsOf('status=PENDING')).toEqual(new Set([fresh.id, started.id]))
    expect(await idsOf('status=EXPIRED')).toEqual(new Set([overdue.id]))
    expect(await idsOf('status=PENDING,EXPIRED')).toEqual(new Set([fresh.id, started.id, overdue.id]))
    expect(await idsOf('status=VERIFIED,FAILED')).toEqual(new Set([verified.id, failed.id]))
    expect(await idsOf('progress=STARTED')).toEqual(new Set([started.id]))
    expect(await idsOf('status=PENDING&progress=STARTED,COMPLETED')).toEqual(new Set([started.id]))
    expect((await member.get('~/sessions?status=PENDING')).json.total).toEqual({ count: 2, isExact: true })
    expect((await member.get('~/sessions?status=GONE')).status).toBe(400)
  })

  it('chooses by workflow, external id and time', async () => {
    const member = await aFreshOwner()
    const created = await member.post('~/workflows', { name: 'Identity', steps: [{ id: 'ID_VERIFICATION' }] })
    expect(created.status).toBeLessThan(300)
    const workflowId = created.json.id ?? created.json.workflow?.id
    const [early, late] = [await create(member, { externalId: 'order-7' }), await create(member, { workflowId })]
    const at = new Date(TEST_NOW_MS - 2 * HOUR_MS)
    await server.ctx.db
      .updateTable('sessions')
      .set({ createdAt: at })
      .where('id', '=', early.id as never)
      .execute()
    expect(await listIds(member, `workflow=${workflowId}`)).toEqual([late.id])
    expect(await listIds(member, 'workflow=none')).toEqual([early.id])
    expect(await listIds(member, 'externalId=order-7')).toEqual([early.id])
    expect(await listIds(member, 'externalId=order')).toEqual([])
    const hourAgo = new Date(TEST_NOW_MS - HOUR_MS).toISOString()
    expect(await listIds(member, `createdTo=${hourAgo}`)).toEqual([early.id])
    expect(await listIds(member, `createdFrom=${hourAgo}`)).toEqual([late.id])
    expect((await member.get('~/sessions?workflow=nonsense')).json.hints[0].path).toEqual(['workflow'])
  })

  it('finds by the start of names, e-mail, phone and id, in any case, and takes no wildcard', async () => {
    const member = await aFreshOwner()
    const anna = await create(member, { externalId: 'whole-id' })
    const odd = await create(member, {
      firstName: '100%',
      lastName: 'O_Neill',
      email: 'odd@example.com',
      phone: '+4412345678',
    })
    const search = (text: string) => listIds(member, `search=${encodeURIComponent(text)}`)
    for (const text of ['anna', 'ANNA  eriks', 'erik', 'anna.eriksson@', '+1 (519) 222', '1519222', 'whole-id']) {
      expect(await search(text), text).toEqual([anna.id])
    }
    expect(await search(anna.id.slice(0, 8).toUpperCase())).toEqual([anna.id])
    expect(await search(anna.id)).toEqual([anna.id])
    expect(await search('100%')).toEqual([odd.id])
    expect(await search('o_n')).toEqual([odd.id])
    for (const text of ['%', '_', 'nna', '10_', 'whole', '\\']) expect(await search(text), text).toEqual([])
    expect((await search('  ')).length).toBe(2)
    expect(await listIds(member, 'search=anna&status=VERIFIED')).toEqual([])
  })

  it('visits each session once by cursor, and opens no cursor of another list', async () => {
    const member = await aFreshOwner()
    const all = await Promise.all(Array.from({ length: 7 }, () => create(member)))
    await mark(all[0]?.id ?? '', 'VERIFIED')
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 4; page++) {
      const { json } = await member.get(`~/sessions?limit=2&status=PENDING,VERIFIED${cursor && `&cursor=${cursor}`}`)
      seen.push(...json.items.map(({ id }: { id: string }) => id))
      if (!json.nextCursor) break
      cursor = json.nextCursor
    }
    expect(seen.length).toBe(7)
    expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)))
    const other = await member.get(`~/sessions?limit=2&status=PENDING&cursor=${cursor}`)
    expect(other.status).toBe(400)
    expect(other.json.hints[0].path).toEqual(['cursor'])
  })

  it('masks personal data for a role that may not see it, and refuses to search by it', async () => {
    const { id } = await create(owner, { firstName: 'Zelda', lastName: 'Hidden', email: 'zelda@example.com' })
    const answer = await developer.get(`~/sessions?search=${id}`)
    expect(answer.json.isMasked).toBe(true)
    expect(answer.json.items[0]).toMatchObject({
      ...{ id, firstName: 'Z•••', lastName: 'H•••', email: 'z•••@example.com', phone: '•••67' },
    })
    expect(answer.text).not.toMatch(/Zelda|Hidden|5192223367/)
    for (const text of ['zelda', 'zelda@example.com', '+15192', 'hid']) {
      const refused = await developer.get(`~/sessions?search=${encodeURIComponent(text)}`)
      expect([refused.status, refused.json.code], text).toEqual([403, 'scope_missing'])
      const refusedCsv = await developer.get(`~/sessions.csv?search=${encodeURIComponent(text)}`)
      expect(refusedCsv.status, text).toBe(403)
    }
  })
})

describe('POST /sessions of the console', () => {
  it('creates a session that the member sent, audits it as theirs, and gives the link', async () => {
    const { id, url } = await create(owner)
    expect(url).toMatch(/^http:\/\/openidv\.test\/v\//)
    const row = await server.ctx.db
      .selectFrom('sessions')
      .select(['senderUserId', 'apiKeyId', 'organizationId'])
      .where('id', '=', id as never)
      .executeTakeFirst()
    expect(row).toEqual({ senderUserId: owner.userId, apiKeyId: null, organizationId: owner.organizationId })
    const audit = await server.ctx.db
      .selectFrom('auditEvents')
      .select(['actorKind', 'actorId', 'action'])
      .where('targetId', '=', id)
      .execute()
    expect(audit).toEqual([{ actorKind: 'member', actorId: owner.userId, action: 'session.create' }])
    const opened = await server.request('POST', '/hosted/open', { body: { secret: url.split('/').at(-1) } })
    expect(opened.status).toBe(200)
  })

  it('402: says that the balance is short and writes nothing; the sandbox is free', async () => {
    const member = await aFreshOwner()
    const { db } = server.ctx
    await db
      .updateTable('balances')
      .set({ availableTokens: 1 })
      .where('organizationId', '=', member.organizationId)
      .execute()
    const refused = await member.post('~/sessions', ANNA)
    expect([refused.status, refused.json.code]).toEqual([402, 'balance_insufficient'])
    expect(await listIds(member, '')).toEqual([])
    await create(member, {}, 'sandbox')
    expect((await listIds(member, 'environment=sandbox')).length).toBe(1)
  })

  it('400: names each bad field; 403: for a role that may only read', async () => {
    const bad = await owner.post('~/sessions', { ...ANNA, phone: '555', redirectUrl: 'http://example.com' })
    expect(bad.json.hints.map(({ path }: { path: string[] }) => path[0]).sort()).toEqual(['phone', 'redirectUrl'])
    const viewer = await signUpMember(server, { role: 'viewer' })
    expect((await viewer.post('~/sessions', ANNA)).status).toBe(403)
  })
})

describe('POST /sessions/:id/void', () => {
  it('calls a session back and returns its tokens; 409 the second time; 403 and 404 for others', async () => {
    const member = await aFreshOwner()
    const teammate = await signUpMember(server, { organizationId: member.organizationId, role: 'developer' })
    const viewer = await signUpMember(server, { organizationId: member.organizationId, role: 'viewer' })
    const { id } = await create(member)
    expect((await viewer.post(`~/sessions/${id}/void`)).status).toBe(403)
    expect((await owner.post(`~/sessions/${id}/void`)).status).toBe(403)
    expect((await teammate.post(`~/sessions/${id}/void`)).status).toBe(204)
    const again = await teammate.post(`~/sessions/${id}/void`)
    expect([again.status, again.json.current_status]).toEqual([409, 'VOIDED'])
    expect((await member.get('~/billing/balance')).json).toMatchObject({ availableTokens: 1000, heldTokens: 0 })
    expect((await member.post('~/sessions/00000000-0000-4000-8000-000000000000/void')).status).toBe(404)
  })

  it('takes the scope of decisions once the session was submitted', async () => {
    const member = await aFreshOwner()
    const developer = await signUpMember(server, { organizationId: member.organizationId, role: 'developer' })
    const { id } = await create(member)
    await mark(id, 'REJECTED')
    const refused = await developer.post(`~/sessions/${id}/void`)
    expect([refused.status, refused.json.code]).toEqual([403, 'scope_missing'])
    expect((await member.post(`~/sessions/${id}/void`)).status).toBe(204)
  })
})

describe('GET /sessions.csv', () => {
  it('holds the filtered sessions, disarms formulas, and is audited without what was looked for', async () => {
    const member = await aFreshOwner()
    const evil = await create(member, {
      firstName: '=HYPERLINK("http://evil")',
      lastName: '@SUM(A1)',
      externalId: '-1+2',
    })
    const verified = await create(member, { lastName: 'Semi, "quoted"' })
    await mark(verified.id, 'VERIFIED')
    const all = await member.get('~/sessions.csv?search=%3Dhyper')
    expect(all.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(all.headers['content-disposition']).toContain('sessions.csv')
    expect(all.text).toContain(`${evil.id},PENDING,PENDING,verification,"'=HYPERLINK(""http://evil"")",'@SUM(A1),`)
    expect(all.text).toContain(",'+15192223367,")
    expect(all.text).toContain(",'-1+2,")
    const some = await member.get('~/sessions.csv?status=VERIFIED')
    expect(some.text.trim().split('\r\n')).toHaveLength(2)
    expect(some.text).toContain('"Semi, ""quoted"""')
    const audit = await server.ctx.db
      .selectFrom('auditEvents')
      .select('details')
      .where('organizationId', '=', member.organizationId)
      .where('action', '=', 'session.export')
      .execute()
    expect(audit.map(({ details }) => details)).toEqual([
      { text: 'given', masked: false },
      { statuses: 'VERIFIED', masked: false },
    ])
  })

  it('is masked for a role that may not see applicants', async () => {
    await create(owner, { firstName: 'Zelda', lastName: 'Hidden', email: 'zelda@example.com' })
    const { text } = await developer.get('~/sessions.csv')
    expect(text).toContain('Z•••')
    expect(text).not.toMatch(/Zelda|Hidden|zelda@|Eriksson/)
  })
})
