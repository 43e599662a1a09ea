/** Proves the console's audit log: who did what from where, filters, cursors, export, and the chain's verification. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let owner: TestMember
let sessionId: string
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
  const body = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', phone: '+15192223367' }
  const answer = await server.request('POST', '/v1/sessions', { key: server.organization.liveKey, body })
  sessionId = answer.json.id
  await owner.post('~/api-keys', { name: '=Formula, "quoted"', environment: 'live' })
})
afterAll(() => server.close())

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function list(query = ''): Promise<any[]> {
  const answer = await owner.get(`~/audit-events${query}`)
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  return answer.json.items
}

describe('GET …/audit-events', () => {
  it('says who did what to what, newest first, with the address of members and the place in the chain', async () => {
    const [made, created] = await list()
    expect(made).toMatchObject({
      actor: { kind: 'member', id: owner.userId, name: 'Test Member' },
      action: 'api_key.create',
      target: { name: '=Formula, "quoted"' },
      ip: '127.0.0.1',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(created).toMatchObject({
      actor: { kind: 'api_key', name: 'Live key' },
      action: 'session.create',
      target: { id: sessionId, name: 'Ada Lovelace' },
    })
    expect(created.ip).toBeUndefined()
    expect(made.position).toBe(created.position + 1)
  })

  it('filters by action, by its noun, by actor, by target and by time', async () => {
    expect((await list('?action=api_key.create')).map(({ action }) => action)).toEqual(Array(3).fill('api_key.create'))
    expect((await list('?action=organization')).map(({ action }) => action)).toEqual(['organization.create'])
    expect(await list('?action=organ')).toEqual([])
    expect(await list(`?actorKind=member&actorId=${owner.userId}`)).toHaveLength(1)
    expect((await list(`?target=${sessionId}`)).map(({ action }) => action)).toEqual(['session.create'])
    const now = server.clock.nowMs()
    const at = (offsetMs: number) => encodeURIComponent(new Date(now + offsetMs).toISOString())
    expect(await list(`?from=${at(1000)}`)).toEqual([])
    expect((await list(`?from=${at(0)}&to=${at(1)}`)).length).toBeGreaterThan(3)
    expect(await list(`?to=${at(0)}`)).toEqual([])
  })

  it('refuses a filter that is none, naming it', async () => {
    for (const [query, field] of [
      ['action=%25', 'action'],
      ['actorKind=robot', 'actorKind'],
      ["actorId='; drop table", 'actorId'],
      ['from=yesterday', 'from'],
      ['limit=101', 'limit'],
    ]) {
      const answer = await owner.get(`~/audit-events?${query}`)
      expect([answer.status, answer.json.hints[0].path]).toEqual([400, [field]])
    }
  })

  it('pages by cursors that open for the same filters only', async () => {
    const whole = await list()
    const first = await owner.get('~/audit-events?limit=2')
    const second = await owner.get(`~/audit-events?limit=2&cursor=${first.json.nextCursor}`)
    expect([...first.json.items, ...second.json.items]).toEqual(whole.slice(0, 4))
    const other = await owner.get(`~/audit-events?limit=2&action=session&cursor=${first.json.nextCursor}`)
    expect([other.status, other.json.hints[0].path]).toEqual([400, ['cursor']])
  })

  it('shows nothing of another organization, to whom a cursor of ours is of no use', async () => {
    const { id } = await createOrganization(server.ctx, { name: 'Beta' })
    const stranger = await signUpMember(server, { organizationId: id })
    expect((await stranger.get(`/console/organizations/${owner.organizationId}/audit-events`)).status).toBe(403)
    const { json } = await owner.get('~/audit-events?limit=2')
    expect((await stranger.get(`~/audit-events?limit=2&cursor=${json.nextCursor}`)).status).toBe(400)
    expect(await stranger.get(`~/audit-events?target=${sessionId}`)).toMatchObject({ status: 200, json: { items: [] } })
  })

  it('is refused to every role but owner and admin', async () => {
    for (const role of ['developer', 'reviewer', 'billing', 'viewer'] as const) {
      const member = await signUpMember(server, { role })
      for (const path of ['~/audit-events', '~/audit-events.csv', '~/audit-events/verification']) {
        const answer = await member.get(path)
        expect([answer.status, answer.json.code]).toEqual([403, 'scope_missing'])
      }
    }
  })
})

describe('GET …/audit-events.csv', () => {
  it('exports what the filters fit, safe for spreadsheets, and is on record itself', async () => {
    const answer = await owner.get('~/audit-events.csv?action=api_key')
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    const [header, first, ...rest] = answer.text.trimEnd().split('\r\n')
    expect(header).toMatch(/^id,at,actor_kind,/)
    expect(first).toContain(`member,${owner.userId},Test Member,api_key.create,`)
    expect(first).toContain(`"'=Formula, ""quoted"""`)
    expect(rest).toHaveLength(2)
    expect((await list('?action=audit.export'))[0]).toMatchObject({ actor: { id: owner.userId } })
  })
})

describe('GET …/audit-events/verification', () => {
  it('says that the chain is intact, and where it is broken after a row was changed behind our back', async () => {
    const { json } = await owner.get('~/audit-events/verification')
    expect(json).toMatchObject({ isIntact: true, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(json.count).toBeGreaterThan(3)
    await server.ctx.db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await tx.updateTable('auditEvents').set({ actorId: null }).where('action', '=', 'session.create').execute()
    })
    const broken = await owner.get('~/audit-events/verification')
    expect(broken.json).toMatchObject({ isIntact: false, problem: { kind: 'event_changed' } })
  })
})
