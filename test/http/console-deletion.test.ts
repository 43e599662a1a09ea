/** Proves how an organization is deleted and kept: who may, what rests from the request on, and what comes back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberActor } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { revokeApiKey } from '../../src/services/api-keys/revoke.ts'
import { eraseDueOrganizations } from '../../src/services/deletion/erase.ts'
import { deleteOrganization, keepOrganization } from '../../src/services/deletion/schedule.ts'
import { openInvitationSecret } from '../../src/services/members/invitation-secret.ts'
import { isInvited } from '../../src/services/members/invited.ts'
import { toJoiningMember } from '../../src/services/members/membership.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { setOrganizationStatus } from '../../src/services/organizations/set-status.ts'
import { openHosted } from '../fixtures/applicant.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { signUp, signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { told } from '../harness/team.ts'
import { ENDPOINTS } from './console-endpoints.ts'

const DAY_MS = 86_400_000
const OTHER_ROLES = ['admin', 'developer', 'reviewer', 'billing', 'viewer'] as const

let server: TestServer
let owner: TestMember
let liveKey: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
})
afterAll(() => server.close())
beforeEach(async () => {
  const founded = await createOrganization(server.ctx, { name: 'Acme' })
  liveKey = founded.liveKey
  owner = await signUpMember(server, { organizationId: founded.id })
})

const ask = (member: TestMember, name: unknown = 'Acme') => member.post('~/organization/deletion', { name })
const keep = (member: TestMember) => member.send('DELETE', '~/organization/deletion')
const verify = (key = liveKey) => server.request('GET', '/v1/auth/verify', { key })
const operator = () => ({ kind: 'operator', organizationId: owner.organizationId }) as const

/** The member as a request holds them that has passed the gate. */
function toActor({ userId, email, organizationId }: TestMember): MemberActor {
  const person = {
    userId,
    name: 'Test Member',
    email,
    twoFactorEnabled: false,
    twoFactorResetAt: undefined,
    signInId: '',
    activeOrganizationId: undefined,
  }
  const place = { organizationId, role: 'owner', address: '192.0.2.1' } as const
  return toJoiningMember(
    { ...person, steppedUpAt: undefined, factorAt: undefined, activeAt: undefined, longestRestSeconds: 0 },
    place,
  )
}

async function aSession(): Promise<string> {
  const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }
  const { json } = await server.request('POST', '/v1/sessions', { key: liveKey, body })
  return json.session_url.split('/').at(-1)
}

async function listActions(): Promise<string[]> {
  const { db } = server.ctx
  const rows = await db
    .selectFrom('auditEvents')
    .where('organizationId', '=', owner.organizationId)
    .where('action', 'in', ['organization.delete', 'organization.keep'])
    .orderBy('id')
    .select('action')
    .execute()
  return rows.map(({ action }) => action)
}

describe('asking for the deletion', () => {
  it('is for owners only: every other role, a stranger and a key are refused and nothing stops', async () => {
    for (const role of OTHER_ROLES) {
      const member = await signUpMember(server, { organizationId: owner.organizationId, role })
      expect([role, ...told(await ask(member))]).toEqual([role, 403, 'scope_missing'])
      expect([role, ...told(await keep(member))]).toEqual([role, 403, 'scope_missing'])
    }
    const path = `/console/organizations/${owner.organizationId}/organization/deletion`
    const stranger = await signUpMember(server)
    expect(told(await stranger.post(path, { name: 'Acme' }))).toEqual([403, 'access_denied'])
    const headers = { origin: TEST_ORIGIN, 'x-api-key': liveKey }
    expect(told(await server.request('POST', path, { body: { name: 'Acme' }, headers }))).toEqual([401, 'signed_out'])
    expect((await verify()).status).toBe(200)
    expect(await listActions()).toEqual([])
  })

  it('needs a sign-in of the last ten minutes', async () => {
    const old = new Date(server.clock.nowMs() - 10 * 60_000 - 1)
    await server.ctx.db
      .updateTable('authSessions')
      .set({ steppedUpAt: old })
      .where('userId', '=', owner.userId)
      .execute()
    expect(told(await ask(owner))).toEqual([403, 'step_up_required'])
    expect((await verify()).status).toBe(200)
  })

  it('needs the name of the organization, whatever the page has asked', async () => {
    for (const name of ['', 'acme', 'Acme Bank', 'x'.repeat(201), 7, null]) {
      const { status, json } = await ask(owner, name)
      expect([name, status, json.hints[0].path]).toEqual([name, 400, ['name']])
    }
    expect((await owner.post('~/organization/deletion', {})).status).toBe(400)
    expect((await verify()).status).toBe(200)
    expect(await listActions()).toEqual([])
  })

  it('is refused to whoever stopped being an owner while they asked', async () => {
    const actor = toActor(owner)
    await server.ctx.db.updateTable('members').set({ role: 'admin' }).where('userId', '=', owner.userId).execute()
    await expect(deleteOrganization(server.ctx, actor, 'Acme')).rejects.toMatchObject({ code: 'scope_missing' })
    await server.ctx.db.deleteFrom('members').where('userId', '=', owner.userId).execute()
    await expect(deleteOrganization(server.ctx, actor, 'Acme')).rejects.toMatchObject({ code: 'access_denied' })
    expect((await verify()).status).toBe(200)
  })

  it('counts once when two owners ask at the same time, and is refused while it stands', async () => {
    const second = await signUpMember(server, { organizationId: owner.organizationId })
    const answers = await Promise.all([ask(owner), ask(second), ask(owner)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    server.clock.advance(60_000)
    expect(told(await ask(second))).toEqual([409, 'organization_closing'])
    expect(await listActions()).toEqual(['organization.delete'])
  })
})

describe('an organization that is to be deleted', () => {
  it('says until when it stays, and has its keys refused at once, as unknown ones are', async () => {
    const { id, key } = await createApiKey(server.ctx, operator(), { environment: 'sandbox', name: 'Second' })
    expect([(await verify()).status, (await verify(key)).status]).toEqual([200, 200])
    const { status, json } = await ask(owner)
    const due = new Date(server.clock.nowMs() + 7 * DAY_MS).toISOString()
    expect([status, json]).toEqual([200, { deletionDueAt: due }])
    const unknown = await verify('not a key')
    for (const each of [liveKey, key]) {
      const refused = await verify(each)
      expect([refused.status, refused.json]).toEqual([401, unknown.json])
    }
    expect((await owner.get('/console/me')).json.organizations[0].deletionDueAt).toBe(due)
    expect((await owner.get('~/organization')).json).toMatchObject({ deletionDueAt: due, status: 'active' })
    await expect(createApiKey(server.ctx, operator(), { environment: 'live', name: 'Late' })).rejects.toMatchObject({
      code: 'organization_closing',
    })
    await revokeApiKey(server.ctx, operator(), id)
  })

  it('can be read by its members, and is changed by nobody', async () => {
    await ask(owner)
    for (const { path, query = '' } of ENDPOINTS.filter(({ method, thing }) => method === 'GET' && !thing)) {
      if (path === '/events') continue
      expect([path, (await owner.get(`~${path}?${query}`)).status]).toEqual([path, 200])
    }
    // Whoever asks to download changes nothing, and the deletion itself can be taken back.
    const apart = ['/organization/deletion', '/exports']
    const changes = ENDPOINTS.filter(({ method, path }) => method !== 'GET' && !apart.includes(path))
    expect(changes.length).toBeGreaterThan(25)
    for (const { method, path, body = {} } of changes) {
      const answer = await owner.send(method, `~${path.replace(':id', crypto.randomUUID())}`, body)
      expect([method, path, ...told(answer)]).toEqual([method, path, 409, 'organization_closing'])
    }
  })

  it('closes its hosted links, opened or not, and writes nothing for their holders', async () => {
    const [fresh, opened] = [await aSession(), await openHosted(server, await aSession())]
    await opened.consent()
    await ask(owner)
    const { db } = server.ctx
    const before = await db.selectFrom('sessions').selectAll().orderBy('id').execute()
    const answers = [
      await server.request('POST', '/hosted/open', { body: { secret: fresh } }),
      await opened.state(),
      await opened.consent(),
      await opened.upload('id_front', Buffer.from('a picture')),
      await opened.submit(),
    ]
    for (const answer of answers) expect(told(answer)).toEqual([410, 'hosted_link_closed'])
    expect(await db.selectFrom('sessions').selectAll().orderBy('id').execute()).toEqual(before)
    await keep(owner)
    expect((await opened.state()).json).toMatchObject({ status: 'PENDING', consent_given: true })
    expect((await server.request('POST', '/hosted/open', { body: { secret: fresh } })).status).toBe(200)
  })

  it('takes nothing at the addresses that its keys had asked for', async () => {
    const picture = await emptyPicture()
    const body = { files: [{ contentType: 'image/jpeg', byteLength: picture.byteLength }] }
    const { json } = await server.request('POST', '/v1/upload/presign', { key: liveKey, body })
    const { pathname, search } = new URL(json.uploads[0].uploadUrl)
    const headers = { 'content-type': 'image/jpeg' }
    const put = () => server.request('PUT', pathname + search, { body: picture, headers })
    await ask(owner)
    expect(told(await put())).toEqual([409, 'organization_closing'])
    await keep(owner)
    expect((await put()).status).toBe(200)
  })

  it('lets nobody in by an invitation, and nobody sign up for the sake of one', async () => {
    const email = `guest-${crypto.randomUUID()}@example.com`
    const { json } = await owner.post('~/invitations', { email, role: 'viewer' })
    const secret = json.link.split('/').at(-1)
    const isWaitedFor = () => isInvited(server.ctx, openInvitationSecret(server.ctx.keyring, secret), email)
    expect(await isWaitedFor()).toBe(true)
    const guest = await signUp(server, email)
    const headers = { cookie: guest.cookie, origin: TEST_ORIGIN }
    await ask(owner)
    expect((await server.request('GET', `/console/invitations/${secret}`)).json.state).toBe('revoked')
    const accept = () => server.request('POST', `/console/invitations/${secret}/accept`, { headers, body: {} })
    expect(told(await accept())).toEqual([410, 'invitation_over'])
    expect(await isWaitedFor()).toBe(false)
    await keep(owner)
    expect((await accept()).status).toBe(200)
  })
})

describe('keeping it', () => {
  it('brings the keys back as they were, but not one that was revoked meanwhile', async () => {
    const { id, key } = await createApiKey(server.ctx, operator(), { environment: 'live', name: 'Second' })
    await ask(owner)
    await revokeApiKey(server.ctx, operator(), id)
    server.clock.advance(7 * DAY_MS - 1)
    expect(told(await keep(owner))).toEqual([403, 'step_up_required'])
    await owner.post('/console/step-up', { password: TEST_PASSWORD })
    expect((await keep(owner)).status).toBe(204)
    expect([(await verify()).status, (await verify(key)).status]).toEqual([200, 401])
    expect((await owner.get('/console/me')).json.organizations[0].deletionDueAt).toBe(null)
    expect((await owner.patch('~/organization', { name: 'Acme again' })).status).toBe(204)
    expect(await listActions()).toEqual(['organization.delete', 'organization.keep'])
    expect(told(await keep(owner))).toEqual([409, 'conflict'])
  })

  it('leaves an organization suspended that was suspended before', async () => {
    await setOrganizationStatus(server.ctx, operator(), 'suspended')
    await ask(owner)
    await keep(owner)
    expect((await verify()).status).toBe(401)
    await setOrganizationStatus(server.ctx, operator(), 'active')
    expect((await verify()).status).toBe(200)
  })

  it('is too late from the seventh day on, also for a request that began before', async () => {
    const actor = toActor(owner)
    await ask(owner)
    server.clock.advance(7 * DAY_MS)
    await owner.post('/console/step-up', { password: TEST_PASSWORD })
    expect(told(await keep(owner))).toEqual([409, 'conflict'])
    await expect(keepOrganization(server.ctx, actor)).rejects.toMatchObject({ code: 'conflict' })
    await eraseDueOrganizations(server.appCtx)
    expect(told(await keep(owner))).toEqual([403, 'access_denied'])
    await expect(keepOrganization(server.ctx, actor)).rejects.toMatchObject({ code: 'access_denied' })
    expect((await verify()).status).toBe(401)
  })

  it('is too late, whatever the clock of this node says, once the erasing has begun', async () => {
    await ask(owner)
    const { db } = server.ctx
    await db.updateTable('organizations').set({ status: 'erasing' }).where('id', '=', owner.organizationId).execute()
    expect(told(await keep(owner))).toEqual([409, 'conflict'])
    await expect(setOrganizationStatus(server.ctx, operator(), 'active')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('once it is deleted', () => {
  it('its members are out, it is in nobody’s list, and whoever has no other organization may found one', async () => {
    const viewer = await signUpMember(server, { organizationId: owner.organizationId, role: 'viewer' })
    await viewer.send('PUT', '/console/active-organization', { organizationId: owner.organizationId })
    await ask(owner)
    server.clock.advance(7 * DAY_MS)
    await eraseDueOrganizations(server.appCtx)
    for (const member of [owner, viewer]) {
      const me = await member.get('/console/me')
      expect([me.status, me.json.organizations, me.json.activeOrganizationId]).toEqual([200, [], undefined])
      expect(told(await member.get('~/organization'))).toEqual([403, 'access_denied'])
    }
    expect((await owner.post('/console/organizations', { name: 'Acme' })).status).toBe(201)
    await expect(setOrganizationStatus(server.ctx, operator(), 'active')).rejects.toMatchObject({ code: 'not_found' })
    await expect(createApiKey(server.ctx, operator(), { environment: 'live', name: 'Ghost' })).rejects.toMatchObject({
      code: 'organization_closing',
    })
  })
})
