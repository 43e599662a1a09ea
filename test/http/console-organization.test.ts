/** Proves the settings of an organization: its name, and what it asks of its members' sign-ins. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addOperator } from '../../src/services/operators/operators.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { addPasskey, TestBrowser } from '../harness/passkey-browser.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const HOUR_MS = 3_600_000

let server: TestServer
let owner: TestMember
let liveKey: string
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  const founded = await createOrganization(server.ctx, { name: 'Acme' })
  liveKey = founded.liveKey
  owner = await signUpMember(server, { organizationId: founded.id })
})

async function turnOnTwoFactor({ userId }: TestMember): Promise<void> {
  await server.ctx.db.updateTable('authUsers').set({ twoFactorEnabled: true }).where('id', '=', userId).execute()
}

describe('the name', () => {
  it('is changed by those who may, and read by every member', async () => {
    expect((await owner.patch('~/organization', { name: '  Beta ' })).status).toBe(204)
    const viewer = await signUpMember(server, { organizationId: owner.organizationId, role: 'viewer' })
    expect((await viewer.get('~/organization')).json).toMatchObject({ id: owner.organizationId, name: 'Beta' })
    expect((await viewer.patch('~/organization', { name: 'Gamma' })).status).toBe(403)
    expect((await owner.get('/console/me')).json.organizations[0].name).toBe('Beta')
  })

  it('is refused when it is empty or too long', async () => {
    for (const name of ['  ', 'x'.repeat(201)]) {
      const { status, json } = await owner.patch('~/organization', { name })
      expect([status, json.hints[0].path]).toEqual([400, ['name']])
    }
  })
})

describe('two-factor sign-in for all', () => {
  it('refuses members without it from their next request on, says why, and lets them in once they have it', async () => {
    const viewer = await signUpMember(server, { organizationId: owner.organizationId, role: 'viewer' })
    await turnOnTwoFactor(owner)
    expect((await owner.patch('~/security', { requireTwoFactor: true })).json.requireTwoFactor).toBe(true)
    for (const path of ['~/members', '~/invitations', '~/organization']) {
      const { status, json } = await viewer.get(path)
      expect([status, json.code]).toEqual([403, 'two_factor_required'])
      expect(json.message).toContain('Acme asks for two-factor sign-in')
    }
    expect((await viewer.post('~/leave')).status).toBe(403)
    const me = await viewer.get('/console/me')
    expect([me.status, me.json.organizations[0].needsTwoFactor]).toEqual([200, true])
    expect((await viewer.get('/console/account')).status).toBe(200)
    await turnOnTwoFactor(viewer)
    expect((await viewer.get('~/members')).status).toBe(200)
    expect((await server.request('GET', '/v1/auth/verify', { key: liveKey })).status).toBe(200)
  })

  it('is asked for in every organization, and of operators, where the installation says so', async () => {
    const strict = await startTestServer({ OPENIDV_SECOND_FACTOR: 'required' })
    try {
      const member = await signUpMember(strict)
      await addOperator(strict.ctx, member.email)
      const paths = ['~/members', '~/sessions', '/console/installation/organizations']
      for (const path of paths) {
        const { status, json } = await member.get(path)
        expect([status, json.code, json.message]).toEqual([
          ...[403, 'two_factor_required'],
          'This installation asks for two-factor sign-in: turn it on or add a passkey in your account',
        ])
      }
      expect((await member.get('/console/me')).json.organizations[0].needsTwoFactor).toBe(true)
      expect((await addPasskey(new TestBrowser(strict, member.cookie))).status).toBe(201)
      for (const path of paths) expect((await member.get(path)).status).toBe(200)
    } finally {
      await strict.close()
    }
  })

  it('cannot be asked for by somebody who does not have it', async () => {
    const { status, json } = await owner.patch('~/security', { requireTwoFactor: true })
    expect([status, json.code]).toEqual([409, 'conflict'])
    expect((await owner.get('~/security')).json.requireTwoFactor).toBe(false)
  })
})

describe('the age of a sign-in', () => {
  it('is bounded by a proof of who somebody is, in this organization only', async () => {
    expect((await owner.patch('~/security', { signInHours: 2 })).json.signInHours).toBe(2)
    const proveAt = (atMs: number) =>
      server.ctx.db
        .updateTable('authSessions')
        .set({ steppedUpAt: new Date(atMs) })
        .where('userId', '=', owner.userId)
        .execute()
    await proveAt(server.clock.nowMs() - 2 * HOUR_MS)
    expect((await owner.get('~/members')).status).toBe(200)
    await proveAt(server.clock.nowMs() - 2 * HOUR_MS - 1)
    const late = await owner.get('~/members')
    expect([late.status, late.json.code]).toEqual([403, 'step_up_required'])
    expect((await owner.get('/console/me')).status).toBe(200)
    await proveAt(server.clock.nowMs())
    expect((await owner.patch('~/security', { signInHours: null })).json.signInHours).toBe(null)
    await proveAt(server.clock.nowMs() - 100 * HOUR_MS)
    expect((await owner.get('~/members')).status).toBe(200)
  })

  it('is refused outside of an hour to thirty days', async () => {
    for (const signInHours of [0, 721, 1.5]) {
      const { status, json } = await owner.patch('~/security', { signInHours })
      expect([status, json.hints[0].path]).toEqual([400, ['signInHours']])
    }
    expect((await owner.patch('~/security', {})).status).toBe(400)
  })
})

describe('keys that are shown once', () => {
  it('are chosen here, and every change is on record', async () => {
    expect((await owner.patch('~/security', { showKeysOnce: true })).json.showKeysOnce).toBe(true)
    const keys = await owner.get('~/api-keys')
    const { status } = await owner.post(`~/api-keys/${keys.json.items[0].id}/reveal`)
    expect(status).toBe(409)
    expect((await server.request('GET', '/v1/auth/verify', { key: liveKey })).status).toBe(200)
    const { json } = await owner.get('~/audit-events?action=organization')
    expect(json.items[0]).toMatchObject({ action: 'organization.show_keys_once', actor: { id: owner.userId } })
  })

  it('are no business of other roles', async () => {
    for (const role of ['developer', 'reviewer', 'billing', 'viewer'] as const) {
      const member = await signUpMember(server, { organizationId: owner.organizationId, role })
      expect((await member.patch('~/security', { showKeysOnce: true })).status).toBe(403)
      expect((await member.get('~/security')).status).toBe(403)
    }
  })
})
