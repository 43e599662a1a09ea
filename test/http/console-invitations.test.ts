/** Proves that an invitation lets in whom it is for, once, and that its link is a secret. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../src/services/members/roles.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUp, signUpMember, TEST_ORIGIN, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'
import { listMemberActions, rolesOf, told } from '../harness/team.ts'

let server: TestServer
let owner: TestMember
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  const { id } = await createOrganization(server.ctx, { name: 'Acme' })
  owner = await signUpMember(server, { organizationId: id })
})

function join(role: Role): Promise<TestMember> {
  return signUpMember(server, { organizationId: owner.organizationId, role })
}

describe('an invitation', () => {
  async function invite(email: string, role = 'reviewer') {
    const { json, status } = await owner.post('~/invitations', { email, role })
    expect(status).toBe(201)
    const { id, link } = json as { id: string; link: string }
    return { id, link, secret: link.split('/').at(-1) ?? '' }
  }

  async function accept(secret: string, email: string): Promise<TestAnswer> {
    const { cookie } = await signUp(server, email)
    const headers = { cookie, origin: TEST_ORIGIN }
    return server.request('POST', `/console/invitations/${secret}/accept`, { body: {}, headers })
  }

  it('makes its person a member with its role, once, and opens the console there', async () => {
    const { link, secret } = await invite('Grace@Example.com')
    expect(link).toBe(`${TEST_ORIGIN}/accept-invitation/${secret}`)
    const { cookie, userId } = await signUp(server, 'grace@example.com')
    const headers = { cookie, origin: TEST_ORIGIN }
    const shown = await server.request('GET', `/console/invitations/${secret}`, { headers })
    expect(shown.json).toMatchObject({ organizationName: 'Acme', role: 'reviewer', state: 'open', isForYou: true })
    const answers = await Promise.all(
      [1, 2, 3].map(() => server.request('POST', `/console/invitations/${secret}/accept`, { body: {}, headers })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
    expect((await rolesOf(owner))[userId]).toBe('reviewer')
    const me = await server.request('GET', '/console/me', { headers })
    expect(me.json.activeOrganizationId).toBe(owner.organizationId)
    expect(await listMemberActions(server, owner)).toEqual(['invitation.create', 'member.join'])
  })

  it('tells a stranger who found the link for whom it is by a masked address only, and lets only that person in', async () => {
    const { secret } = await invite('heidi.secret@example.com')
    const shown = await server.request('GET', `/console/invitations/${secret}`)
    expect(shown.json).toMatchObject({ email: 'h•••@example.com', state: 'open' })
    expect(shown.json.isForYou).toBeUndefined()
    const answer = await accept(secret, 'mallory@example.com')
    expect(told(answer)).toEqual([403, 'access_denied'])
    for (const text of [shown.text, answer.text]) expect(text).not.toContain('heidi')
    const none = await server.request('POST', `/console/invitations/${secret}/accept`, {
      body: {},
      headers: { origin: TEST_ORIGIN },
    })
    expect(told(none)).toEqual([401, 'signed_out'])
  })

  it('is dead after seven days until it is renewed, and for good when it is revoked', async () => {
    const { id, secret } = await invite('ivan@example.com')
    const was = server.clock.nowMs()
    server.clock.set(was + 7 * 86_400_000)
    expect((await server.request('GET', `/console/invitations/${secret}`)).json.state).toBe('expired')
    const late = await accept(secret, 'ivan@example.com')
    expect(told(late)).toEqual([410, 'invitation_over'])
    expect(late.json.message).toBe('This invitation ran out, was revoked or was accepted')
    server.clock.set(was)
    expect((await owner.post(`~/invitations/${id}/renew`)).status).toBe(200)
    expect((await owner.send('DELETE', `~/invitations/${id}`)).status).toBe(204)
    expect((await server.request('GET', `/console/invitations/${secret}`)).json.state).toBe('revoked')
    expect(told(await owner.post(`~/invitations/${id}/renew`))).toEqual([409, 'conflict'])
    expect((await owner.get('~/invitations')).json.items).toEqual([])
    await invite('ivan@example.com')
  })

  it('is refused for a member, for an address that has one, and for what is no address', async () => {
    const viewer = await join('viewer')
    await invite('judy@example.com')
    for (const email of [viewer.email.toUpperCase(), 'JUDY@example.com']) {
      expect(told(await owner.post('~/invitations', { email, role: 'viewer' }))).toEqual([409, 'conflict'])
    }
    const bad = await owner.post('~/invitations', { email: 'nobody', role: 'king' })
    expect(bad.json.hints.map(({ path }: { path: string[] }) => path[0])).toEqual(['email', 'role'])
  })

  it('is not opened by the id that its team sees, nor by a proof of another', async () => {
    const [one, two] = [await invite('liam@example.com'), await invite('mona@example.com')]
    const [, proof] = two.secret.split('.')
    for (const secret of [one.id, `${one.id}.${proof}`, `${one.id}.${'A'.repeat(43)}`, 'x', `${one.secret}A`]) {
      expect((await server.request('GET', `/console/invitations/${secret}`)).status, secret).toBe(404)
      expect(told(await accept(secret, `${randomUUID()}@example.com`)), secret).toEqual([404, 'not_found'])
    }
  })

  it('shows its link again after a fresh proof, audited, and writes it nowhere', async () => {
    const { id, link, secret } = await invite('nora@example.com')
    const shown = await owner.post(`~/invitations/${id}/link`)
    expect(shown.json).toEqual({ link })
    expect(await listMemberActions(server, owner)).toEqual(['invitation.create', 'invitation.show_link'])
    const rows = JSON.stringify(await server.ctx.db.selectFrom('auditEvents').selectAll().execute())
    for (const text of [rows, server.logLines.join(''), (await owner.get('~/invitations')).text]) {
      expect(text).not.toContain(secret)
    }
    await owner.send('DELETE', `~/invitations/${id}`)
    expect(told(await owner.post(`~/invitations/${id}/link`))).toEqual([409, 'conflict'])
  })

  it('is over when the member who made it leaves or is removed: they know the link', async () => {
    const leaver = await join('admin')
    const left = await leaver.post('~/invitations', { email: 'peggy@example.com', role: 'admin' })
    expect((await leaver.post('~/leave')).status).toBe(204)
    expect(told(await accept(left.json.link.split('/').at(-1), 'peggy@example.com'))).toEqual([410, 'invitation_over'])
    const admin = await join('admin')
    const made = await admin.post('~/invitations', { email: 'oscar@example.com', role: 'admin' })
    const secret = made.json.link.split('/').at(-1)
    expect((await owner.send('DELETE', `~/members/${admin.userId}`)).status).toBe(204)
    expect(told(await accept(secret, 'oscar@example.com'))).toEqual([410, 'invitation_over'])
    expect((await owner.get('~/invitations')).json.items).toEqual([])
  })

  it('shows its id to those who may invite, and to nobody else', async () => {
    const { id } = await invite('ken@example.com')
    const viewer = await join('viewer')
    const seen = await viewer.get('~/invitations')
    expect(seen.json.items).toMatchObject([{ email: 'ken@example.com', role: 'reviewer', isExpired: false }])
    expect(seen.text).not.toContain(id)
    expect((await owner.get('~/invitations')).json.items[0]).toMatchObject({ id })
    const stranger = await signUpMember(server)
    const path = `/console/organizations/${stranger.organizationId}/invitations/${id}`
    expect(told(await stranger.send('DELETE', path))).toEqual([403, 'access_denied'])
  })
})
