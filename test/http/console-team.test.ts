import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyAuditChain } from '../../src/services/audit/verify-chain.ts'
import type { Role } from '../../src/services/members/roles.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
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

describe('members', () => {
  it('are listed with role, second factor and when they were last seen', async () => {
    const viewer = await join('viewer')
    const { json } = await viewer.get('~/members')
    const [me, other] = [viewer, owner].map(({ userId }) =>
      json.items.find((item: { userId: string }) => item.userId === userId),
    )
    expect(me).toMatchObject({
      role: 'viewer',
      hasTwoFactor: false,
      lastSeenAt: new Date(server.clock.nowMs()).toISOString(),
    })
    expect(other.lastSeenAt).toBeUndefined()
  })

  it('get another role, which counts from their next request on', async () => {
    const viewer = await join('viewer')
    expect((await viewer.get('~/audit-events')).status).toBe(403)
    expect((await owner.patch(`~/members/${viewer.userId}`, { role: 'admin' })).status).toBe(204)
    expect((await viewer.get('~/audit-events')).status).toBe(200)
    expect(await listMemberActions(server, owner)).toEqual(['member.change_role'])
  })

  it('cannot change their own role, whatever it is', async () => {
    for (const member of [owner, await join('admin')]) {
      expect(told(await member.patch(`~/members/${member.userId}`, { role: 'viewer' }))).toEqual([409, 'conflict'])
      expect(told(await member.send('DELETE', `~/members/${member.userId}`))).toEqual([409, 'conflict'])
    }
  })

  it('who are no owners can neither make, change nor remove one, nor invite one', async () => {
    const [admin, viewer] = [await join('admin'), await join('viewer')]
    const { json } = await owner.post('~/invitations', { email: 'next@example.com', role: 'owner' })
    for (const answer of [
      await admin.patch(`~/members/${viewer.userId}`, { role: 'owner' }),
      await admin.patch(`~/members/${owner.userId}`, { role: 'viewer' }),
      await admin.send('DELETE', `~/members/${owner.userId}`),
      await admin.post('~/invitations', { email: 'own@example.com', role: 'owner' }),
      await admin.post(`~/invitations/${json.id}/renew`),
      await admin.send('DELETE', `~/invitations/${json.id}`),
    ])
      expect(told(answer)).toEqual([403, 'access_denied'])
    expect(await rolesOf(owner)).toMatchObject({ [owner.userId]: 'owner', [viewer.userId]: 'viewer' })
  })

  it('of other roles can change nothing of the team', async () => {
    for (const role of ['developer', 'reviewer', 'billing', 'viewer'] as const) {
      const member = await join(role)
      for (const answer of [
        await member.patch(`~/members/${owner.userId}`, { role: 'viewer' }),
        await member.send('DELETE', `~/members/${owner.userId}`),
        await member.post('~/invitations', { email: 'x@example.com', role: 'viewer' }),
      ])
        expect(told(answer)).toEqual([403, 'scope_missing'])
    }
  })

  it('need a fresh proof of who they are for changes', async () => {
    const viewer = await join('viewer')
    await server.ctx.db
      .updateTable('authSessions')
      .set({ steppedUpAt: null })
      .where('userId', '=', owner.userId)
      .execute()
    for (const answer of [
      await owner.patch(`~/members/${viewer.userId}`, { role: 'admin' }),
      await owner.send('DELETE', `~/members/${viewer.userId}`),
      await owner.post('~/invitations', { email: 'x@example.com', role: 'viewer' }),
      await owner.patch('~/security', { requireTwoFactor: true }),
    ])
      expect(told(answer)).toEqual([403, 'step_up_required'])
  })

  it('who were removed are refused on their next request everywhere, and may be invited again', async () => {
    const viewer = await join('viewer')
    expect((await viewer.get('~/members')).status).toBe(200)
    expect((await owner.send('DELETE', `~/members/${viewer.userId}`)).status).toBe(204)
    for (const path of ['~/members', '~/organization', '~/invitations', '~/billing/balance']) {
      expect(told(await viewer.get(path))).toEqual([403, 'access_denied'])
    }
    expect((await viewer.get('/console/me')).json.organizations).toEqual([])
    expect((await owner.post('~/invitations', { email: viewer.email, role: 'viewer' })).status).toBe(201)
  })

  it('of another organization cannot be touched', async () => {
    const stranger = await signUpMember(server)
    expect(told(await owner.patch(`~/members/${stranger.userId}`, { role: 'viewer' }))).toEqual([404, 'not_found'])
    expect(told(await owner.send('DELETE', `~/members/${stranger.userId}`))).toEqual([404, 'not_found'])
    const path = `/console/organizations/${owner.organizationId}/members/${owner.userId}`
    expect(told(await stranger.send('DELETE', path))).toEqual([403, 'access_denied'])
  })
})

describe('the last owner', () => {
  it('cannot leave; the last but one can, and anybody else', async () => {
    const [second, viewer] = [await join('owner'), await join('viewer')]
    expect((await viewer.post('~/leave')).status).toBe(204)
    expect((await second.post('~/leave')).status).toBe(204)
    const last = await owner.post('~/leave')
    expect(told(last)).toEqual([409, 'conflict'])
    expect(last.json.message).toBe('This is the last owner: make somebody else an owner first')
    expect(await rolesOf(owner)).toEqual({ [owner.userId]: 'owner' })
  })

  it('stays when two owners leave at once, or demote or remove each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { id: organizationId } = await createOrganization(server.ctx, { name: 'Race' })
      const [a, b] = [await signUpMember(server, { organizationId }), await signUpMember(server, { organizationId })]
      const acts = [
        [() => a.post('~/leave'), () => b.post('~/leave')],
        [
          () => a.patch(`~/members/${b.userId}`, { role: 'viewer' }),
          () => b.patch(`~/members/${a.userId}`, { role: 'viewer' }),
        ],
        [() => a.send('DELETE', `~/members/${b.userId}`), () => b.send('DELETE', `~/members/${a.userId}`)],
        [() => a.send('DELETE', `~/members/${b.userId}`), () => b.post('~/leave')],
        [() => a.post('~/leave'), () => b.patch(`~/members/${a.userId}`, { role: 'billing' })],
      ]
      await Promise.all((acts[round] ?? []).map((act) => act()))
      const owners = await server.ctx.db
        .selectFrom('members')
        .where('organizationId', '=', organizationId)
        .where('role', '=', 'owner')
        .select('userId')
        .execute()
      expect(owners, `round ${round}`).toHaveLength(1)
      expect((await verifyAuditChain(server.ctx, { kind: 'operator', organizationId })).isIntact).toBe(true)
    }
  })
})

describe('roles', () => {
  it('are told with their scopes, the owner having each', async () => {
    const { json } = await owner.get('~/roles')
    expect(json.items.map(({ role }: { role: string }) => role)).toEqual([
      'owner',
      'admin',
      'developer',
      'reviewer',
      'billing',
      'viewer',
    ])
    expect([...json.items[0].scopes].sort()).toEqual([...json.scopes].sort())
  })
})
