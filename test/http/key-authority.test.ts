/** Proves that no key does more than the role of the member behind it, and that exports leave a record. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { createSession } from '../fixtures/applicant.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let waiting: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  waiting = await aWaitingSession(server, { check: 'done' })
})
afterAll(() => server.close())

const operator = () => ({ kind: 'operator' as const, organizationId: server.organization.id })

describe('a developer', () => {
  let developer: TestMember
  let owner: TestMember
  beforeAll(async () => {
    developer = await signUpMember(server, { role: 'developer' })
    owner = await signUpMember(server)
  })

  const listed = async (id: string) =>
    (await owner.get('~/api-keys')).json.items.find((key: { id: string }) => key.id === id)

  it('makes keys that may do what the role may and nothing more', async () => {
    for (const scopes of [['*'], ['applicants:read'], ['sessions:read', 'sessions:decide'], ['applicants:erase']]) {
      const refused = await developer.post('~/api-keys', { environment: 'live', name: 'Sly', scopes })
      expect([scopes, refused.status, refused.json.code]).toEqual([scopes, 403, 'scope_missing'])
    }
    const { json } = await developer.post('~/api-keys', { environment: 'live', name: 'Mine' })
    expect((await listed(json.id)).scopesInForce.sort()).toEqual(
      [
        'checks:write',
        'exports:read',
        'sessions:read',
        'sessions:write',
        'webhooks:read',
        'workflows:read',
        'workflows:write',
      ].sort(),
    )
  })

  it('voids by key what the role voids: what nobody has submitted', async () => {
    const { json } = await developer.post('~/api-keys', { environment: 'live', name: 'Mine' })
    const submitted = await aWaitingSession(server)
    for (const path of [`/v1/sessions/${submitted}`, `/v1/sessions/${submitted}/update-status`]) {
      for (const status of ['VOIDED', 'VERIFIED', 'REJECTED']) {
        const answer = await server.request('PATCH', path, { key: json.key, body: { status, new_status: status } })
        expect([403, 400], `${path} ${status}`).toContain(answer.status)
      }
    }
    const { db } = server.ctx
    const row = await db.selectFrom('sessions').select('status').where('id', '=', submitted).executeTakeFirst()
    expect(row?.status).toBe('SUBMITTED')
    const { id } = await createSession(server)
    const body = { status: 'VOIDED' }
    expect((await server.request('PATCH', `/v1/sessions/${id}`, { key: json.key, body })).status).toBe(200)
  })

  it('neither sees, regenerates, widens nor loosens a key that may do more', async () => {
    const { id } = await createApiKey(server.ctx, operator(), { environment: 'live', name: 'Everything' })
    const own = (await developer.post('~/api-keys', { environment: 'live', name: 'Mine' })).json.id
    const tries = [
      developer.post(`~/api-keys/${id}/reveal`),
      developer.post(`~/api-keys/${id}/regenerate`),
      developer.patch(`~/api-keys/${id}`, { ipAllowlist: [] }),
      developer.patch(`~/api-keys/${id}`, { scopes: ['sessions:read', 'applicants:read'] }),
      developer.patch(`~/api-keys/${own}`, { scopes: ['*'] }),
      developer.patch(`~/api-keys/${own}`, { scopes: ['sessions:decide'] }),
    ]
    for (const answer of await Promise.all(tries)) {
      expect([answer.status, answer.json.code]).toEqual([403, 'scope_missing'])
      expect(answer.json.message).toMatch(/lacks .*sessions:decide|lacks .*applicants:read/)
    }
    const before = await developer.get('~/api-keys')
    expect(before.json.items.find((key: { id: string }) => key.id === id).beyondYou).toContain('applicants:read')
    expect((await developer.post(`~/api-keys/${own}/reveal`)).status).toBe(200)
    expect((await developer.patch(`~/api-keys/${own}`, { scopes: ['sessions:read'] })).status).toBe(204)
    expect((await developer.post(`~/api-keys/${own}/regenerate`)).status).toBe(200)
  })
})

describe('a key', () => {
  const send = (key: string) => server.request('GET', `/v1/sessions/${waiting}`, { key })

  it('is limited with the role of the member behind it from the next request on, and widened with it again', async () => {
    const owner = await signUpMember(server)
    const admin = await signUpMember(server, { role: 'admin' })
    const { json } = await admin.post('~/api-keys', { environment: 'live', name: 'Backend' })
    expect((await send(json.key)).text).toContain('Bianca')

    await owner.patch(`~/members/${admin.userId}`, { role: 'developer' })
    await expect.poll(async () => (await send(json.key)).text).not.toContain('Bianca')
    const decided = await server.request('PATCH', `/v1/sessions/${waiting}/update-status`, {
      ...{ key: json.key, body: { new_status: 'VERIFIED' } },
    })
    expect([decided.status, decided.json.message]).toEqual([403, expect.stringContaining('developer')])
    const shown = (await owner.get('~/api-keys')).json.items.find((key: { id: string }) => key.id === json.id)
    expect(shown).toMatchObject({ limitedBy: 'developer', grantedBy: { id: admin.userId, isMember: true } })

    await owner.patch(`~/members/${admin.userId}`, { role: 'admin' })
    await expect.poll(async () => (await send(json.key)).text).toContain('Bianca')
  })

  it('goes on as it was when its maker leaves, which the list says, and cannot be freed of a limit by leaving', async () => {
    const owner = await signUpMember(server)
    const admin = await signUpMember(server, { role: 'admin' })
    const { json: kept } = await admin.post('~/api-keys', { environment: 'live', name: 'Kept' })
    const { json: limited } = await admin.post('~/api-keys', { environment: 'live', name: 'Limited' })
    const other = await signUpMember(server, { role: 'admin' })
    const { json: demoted } = await other.post('~/api-keys', { environment: 'live', name: 'Demoted' })
    await owner.patch(`~/members/${other.userId}`, { role: 'viewer' })
    for (const { userId } of [admin, other]) await owner.send('DELETE', `~/members/${userId}`)

    for (const { key } of [kept, limited]) expect((await send(key)).text).toContain('Bianca')
    await expect.poll(async () => (await send(demoted.key)).text).not.toContain('Bianca')
    const { items } = (await owner.get('~/api-keys')).json
    const shown = items.find((key: { id: string }) => key.id === kept.id)
    expect(shown).toMatchObject({ grantedBy: { id: admin.userId, isMember: false }, scopesInForce: ['*'] })

    // Whoever regenerates a key stands behind it, and gives it no more than it had.
    const fresh = (await owner.post(`~/api-keys/${demoted.id}/regenerate`)).json
    expect((await send(fresh.key)).text).not.toContain('Bianca')
    await owner.patch(`~/api-keys/${fresh.id}`, { scopes: ['*'] })
    expect((await send(fresh.key)).text).toContain('Bianca')
  })
})

describe('an export', () => {
  it('is on record with who, which filters and how many rows, for each of the three', async () => {
    const owner = await signUpMember(server)
    const exports = [
      ['~/sessions.csv?status=SUBMITTED&search=bianca', 'session.export', { statuses: 'SUBMITTED', text: 'given' }],
      ['~/billing/ledger.csv?kind=grant', 'ledger.export', { kinds: 'grant' }],
      ['~/audit-events.csv?action=tokens.grant', 'audit.export', { action: 'tokens.grant' }],
    ] as const
    for (const [path, action, filters] of exports) {
      const { status, text } = await owner.get(path)
      expect(status, path).toBe(200)
      const rows = text.trim().split('\r\n').length - 1
      const [end, begin] = (await owner.get(`~/audit-events?actorId=${owner.userId}&limit=2`)).json.items
      expect(begin).toMatchObject({ action, details: filters })
      expect(end).toMatchObject({ action: 'export.end', details: { export: action, rows, isComplete: true } })
      expect(JSON.stringify(begin)).not.toContain('bianca')
    }
  })
})
