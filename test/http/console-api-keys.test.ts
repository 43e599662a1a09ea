/** Proves who may list, see, make, replace and end API keys in the console, and what a key may do afterwards. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SystemActor } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import type { IssuedKey } from '../../src/services/api-keys/issue.ts'
import type { Role } from '../../src/services/members/roles.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { setShowKeysOnce } from '../../src/services/organizations/set-show-keys-once.ts'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'

let server: TestServer
let operator: SystemActor
let owner: TestMember
const members = new Map<Role, TestMember>()
let made: IssuedKey
beforeAll(async () => {
  server = await startTestServer()
  operator = { kind: 'operator', organizationId: server.organization.id }
  for (const role of ['owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'] as const) {
    members.set(role, await signUpMember(server, { role }))
  }
  owner = memberAs('owner')
})
afterAll(() => server.close())
beforeEach(async () => {
  for (const member of members.values()) await stepUp(member, 0)
  made = await createApiKey(server.ctx, operator, { environment: 'live', name: 'Backend' })
})

function memberAs(role: Role): TestMember {
  const found = members.get(role)
  if (!found) throw new Error(`no ${role}`)
  return found
}

async function statusWith(key: string): Promise<number> {
  return (await server.request('GET', '/v1/auth/verify', { key })).status
}

/** As if the member had proved who they are that long ago. */
async function stepUp({ userId }: TestMember, agoMs: number): Promise<void> {
  const steppedUpAt = new Date(server.ctx.clock.nowMs() - agoMs)
  await server.ctx.db.updateTable('authSessions').set({ steppedUpAt }).where('userId', '=', userId).execute()
}

async function listed(id: string, query = '') {
  const { json } = await owner.get(`~/api-keys${query}`)
  return json.items.find((item: { id: string }) => item.id === id)
}

/** What changes or shows a key, as a page would send it. */
const acts: Record<string, (member: TestMember, id: string) => Promise<{ status: number; text: string }>> = {
  reveal: (member, id) => member.post(`~/api-keys/${id}/reveal`),
  regenerate: (member, id) => member.post(`~/api-keys/${id}/regenerate`, { graceSeconds: 0 }),
  revoke: (member, id) => member.post(`~/api-keys/${id}/revoke`),
  rename: (member, id) => member.patch(`~/api-keys/${id}`, { name: 'Other' }),
  restrict: (member, id) => member.patch(`~/api-keys/${id}`, { scopes: ['sessions:read'] }),
  create: (member) => member.post('~/api-keys', { environment: 'live', name: 'Another' }),
}
const onOneKey = Object.keys(acts).filter((name) => name !== 'create')

describe('GET /console/…/api-keys', () => {
  it('shows everything about a key but the key', async () => {
    const answer = await owner.get('~/api-keys')
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain(made.key.slice(8, -4))
    expect(await listed(made.id)).toMatchObject({
      ...{ environment: 'live', name: 'Backend', display: `sk_live_…${made.key.slice(-4)}`, state: 'active' },
      ...{ canReveal: true, scopes: ['*'], ipAllowlist: [] },
    })
    expect(answer.json.showKeysOnce).toBe(false)
  })

  it('names who made a key', async () => {
    const answer = await owner.post('~/api-keys', { environment: 'sandbox', name: 'Mine' })
    expect([answer.status, await statusWith(answer.json.key)]).toEqual([201, 200])
    expect(await listed(answer.json.id)).toMatchObject({ createdBy: { id: owner.userId, name: 'Test Member' } })
  })

  it('counts the requests of the last hour, each key’s own', async () => {
    const { id, key } = await createApiKey(server.ctx, operator, { environment: 'live', name: 'Busy' })
    for (let count = 0; count < 3; count++) await statusWith(key)
    await until(async () => (await listed(id)).requestsLastHour === 3)
    expect((await listed(made.id)).requestsLastHour).toBe(0)
    server.clock.advance(3_660_000)
    expect((await listed(id)).requestsLastHour).toBe(0)
  })

  it('narrows to one environment, and shows ended keys only when asked', async () => {
    const { json } = await owner.get('~/api-keys?only=sandbox')
    expect(json.items.map((item: { environment: string }) => item.environment)).not.toContain('live')
    await owner.post(`~/api-keys/${made.id}/revoke`)
    expect(await listed(made.id)).toBeUndefined()
    expect(await listed(made.id, '?ended=true')).toMatchObject({ state: 'revoked', canReveal: false })
  })

  it.each(['reviewer', 'billing', 'viewer'] as const)('is refused to a %s', async (role) => {
    const answer = await memberAs(role).get('~/api-keys')
    expect([answer.status, answer.json.code]).toEqual([403, 'scope_missing'])
  })
})

describe('what changes or shows a key', () => {
  it.each(Object.keys(acts))('%s: is for owners, admins and developers alone', async (name) => {
    for (const role of ['reviewer', 'billing', 'viewer'] as const) {
      const refused = await acts[name]?.(memberAs(role), made.id)
      expect(refused?.status, role).toBe(403)
      expect(refused?.text).toContain('scope_missing')
    }
    expect(await listed(made.id)).toMatchObject({ name: 'Backend', state: 'active', scopes: ['*'] })
    for (const role of ['admin', 'developer'] as const) {
      // What a key may do that each of them may do, too; of others, least-privilege.test.ts tells.
      const scopes = ['sessions:read', 'workflows:read']
      const { id } = await createApiKey(server.ctx, operator, { environment: 'live', name: 'Theirs', scopes })
      expect((await acts[name]?.(memberAs(role), id))?.status, role).toBeLessThan(300)
    }
  })

  it.each(['reveal', 'regenerate', 'revoke', 'create'])('%s: asks for a fresh proof of who it is', async (name) => {
    const stale = await signUpMember(server)
    await stepUp(stale, 10 * 60_000 + 1)
    const refused = await acts[name]?.(stale, made.id)
    expect([refused?.status, JSON.parse(refused?.text ?? '').code]).toEqual([403, 'step_up_required'])
    expect(await statusWith(made.key)).toBe(200)
  })

  it.each(onOneKey)('%s: is refused for another organization’s key, which goes on working', async (name) => {
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const stranger = await signUpMember(server, { organizationId: other.id })
    const refused = await acts[name]?.(stranger, made.id)
    expect([refused?.status, JSON.parse(refused?.text ?? '').code]).toEqual([403, 'access_denied'])
    expect(await statusWith(made.key)).toBe(200)
    expect(await listed(made.id)).toMatchObject({ name: 'Backend', scopes: ['*'] })
  })

  it.each(onOneKey)('%s: answers 404 for an unknown key and 409 for a revoked one', async (name) => {
    expect((await acts[name]?.(owner, UNKNOWN_ID))?.status).toBe(404)
    await owner.post(`~/api-keys/${made.id}/revoke`)
    expect((await acts[name]?.(owner, made.id))?.status).toBe(409)
  })

  it('is refused from a page of another site, and by an API key in place of a sign-in', async () => {
    const url = `/console/organizations/${server.organization.id}/api-keys/${made.id}/reveal`
    const headers = { cookie: owner.cookie, origin: 'https://evil.example' }
    expect((await server.request('POST', url, { body: {}, headers })).status).toBe(403)
    const keyed = { key: server.organization.liveKey, headers: { origin: TEST_ORIGIN } }
    expect((await server.request('POST', url, { body: {}, ...keyed })).status).toBe(401)
  })
})

describe('POST /console/…/api-keys/:id/reveal', () => {
  it('answers the key, not to be stored, audited, and in no log line', async () => {
    const answer = await memberAs('admin').post(`~/api-keys/${made.id}/reveal`)
    expect(answer.json).toEqual({ key: made.key })
    expect(answer.headers['cache-control']).toBe('no-store')
    const rows = await server.ctx.db
      .selectFrom('auditEvents')
      .select(['action', 'actorKind', 'actorId'])
      .where('targetId', '=', made.id)
      .where('action', '=', 'api_key.reveal')
      .execute()
    expect(rows).toEqual([{ action: 'api_key.reveal', actorKind: 'member', actorId: memberAs('admin').userId }])
    expect(server.logLines.join('')).not.toContain(made.key.slice(8, 30))
  })

  it('answers 409 where keys are shown once', async () => {
    const { id: organizationId } = await createOrganization(server.ctx, { name: 'Careful' })
    const careful = await signUpMember(server, { organizationId })
    await setShowKeysOnce(server.ctx, { kind: 'operator', organizationId }, true)
    const { json } = await careful.get('~/api-keys')
    expect(json).toMatchObject({ showKeysOnce: true, items: [{ canReveal: false }, { canReveal: false }] })
    expect((await careful.post(`~/api-keys/${json.items[0].id}/reveal`)).status).toBe(409)
  })
})

describe('POST /console/…/api-keys/:id/regenerate', () => {
  it('while the key is in use: of two at once one wins, and the old key is dead on the next request', async () => {
    expect(await statusWith(made.key)).toBe(200)
    const traffic = Array.from({ length: 10 }, () => statusWith(made.key))
    const [one, two] = await Promise.all([
      memberAs('admin').post(`~/api-keys/${made.id}/regenerate`),
      owner.post(`~/api-keys/${made.id}/regenerate`, { graceSeconds: 3600 }),
    ])
    await Promise.all(traffic)
    const won = [one, two].find(({ status }) => status === 200)
    expect([one.status, two.status].sort()).toEqual([200, 409])
    expect(await statusWith(won?.json.key)).toBe(200)
    expect(await statusWith(made.key)).toBe(won === one ? 401 : 200)
  })

  it('ends the old key at once by default, and in an hour when that was chosen', async () => {
    const now = await owner.post(`~/api-keys/${made.id}/regenerate`)
    expect([await statusWith(made.key), await statusWith(now.json.key)]).toEqual([401, 200])
    const later = await owner.post(`~/api-keys/${now.json.id}/regenerate`, { graceSeconds: 3600 })
    expect([await statusWith(now.json.key), await statusWith(later.json.key)]).toEqual([200, 200])
    expect(await listed(now.json.id)).toMatchObject({ state: 'replaced', replacedBy: later.json.id })
    server.clock.advance(3_600_000)
    expect(await statusWith(now.json.key)).toBe(401)
  })

  it('refuses every other grace', async () => {
    for (const graceSeconds of [1, 86_401, -3600, '0']) {
      expect((await owner.post(`~/api-keys/${made.id}/regenerate`, { graceSeconds })).status).toBe(400)
    }
  })
})

describe('PATCH /console/…/api-keys/:id', () => {
  it('narrows the key down from the next request on, and widens it again', async () => {
    expect((await owner.patch(`~/api-keys/${made.id}`, { ipAllowlist: ['203.0.113.0/24'] })).status).toBe(204)
    expect(await statusWith(made.key)).toBe(403)
    await owner.patch(`~/api-keys/${made.id}`, { ipAllowlist: [], scopes: ['sessions:read', 'workflows:read'] })
    expect(await statusWith(made.key)).toBe(200)
    const refused = await server.request('POST', '/v1/sessions', { key: made.key, body: {} })
    expect([refused.status, refused.json.code]).toEqual([403, 'scope_missing'])
    const expiresAt = new Date(server.clock.nowMs() + 60_000).toISOString()
    await owner.patch(`~/api-keys/${made.id}`, { expiresAt })
    server.clock.advance(60_000)
    expect(await statusWith(made.key)).toBe(401)
  })

  it('asks for a fresh proof to change what a key may do, not what it is called, and says what it may do now', async () => {
    server.clock.advance(10 * 60_000 + 1)
    const widened = await owner.patch(`~/api-keys/${made.id}`, { scopes: ['*'] })
    expect([widened.status, widened.json.code]).toEqual([403, 'step_up_required'])
    expect((await owner.patch(`~/api-keys/${made.id}`, { name: 'Backend' })).status).toBe(204)
    await owner.post('/console/step-up', { password: TEST_PASSWORD })
    await owner.patch(`~/api-keys/${made.id}`, { scopes: ['sessions:read'], ipAllowlist: ['203.0.113.0/24'] })
    const { items } = (await owner.get('~/audit-events?action=api_key.restrict')).json
    expect(items[0].details).toEqual({
      ...{ changed: 'scopes,ipAllowlist', scopes: 'sessions:read', addresses: '203.0.113.0/24' },
    })
    await owner.patch(`~/api-keys/${made.id}`, { scopes: ['*'], ipAllowlist: [] })
  })

  it('cannot give a key the scopes of members, and changes nothing when one part is wrong', async () => {
    for (const body of [
      { name: 'Sly', scopes: ['keys:reveal'] },
      { name: 'Sly', ipAllowlist: ['10.0.0.0/33'] },
      { name: 'Sly', workflowId: UNKNOWN_ID },
      { name: 'Sly', digest: 'x' },
      {},
    ]) {
      expect((await owner.patch(`~/api-keys/${made.id}`, body)).status, JSON.stringify(body)).toBe(400)
    }
    expect(await listed(made.id)).toMatchObject({ name: 'Backend', scopes: ['*'] })
  })
})
