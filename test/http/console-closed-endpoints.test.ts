/** Proves that organizations are changed by our verbs only: what better-auth offers for it is closed, however it is spelt. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let owner: TestMember
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
})
afterAll(() => server.close())

describe('what better-auth offers for organizations', () => {
  it.each([
    'create',
    'update',
    'delete',
    'set-active',
    'invite-member',
    'cancel-invitation',
    'accept-invitation',
    'reject-invitation',
    'remove-member',
    'update-member-role',
    'leave',
    'add-member',
    'list-invitations',
    'get-full-organization',
    'list-members',
    'list',
    'get-active-member',
    'has-permission',
    'check-slug',
  ])('is closed: %s', async (name) => {
    const { organizationId, userId, email } = owner
    const body = {
      organizationId,
      memberIdOrEmail: email,
      memberId: userId,
      userId,
      email,
      role: 'owner',
      name: 'X',
      slug: 'x',
    }
    for (const method of ['GET', 'POST'] as const) {
      for (const prefix of ['organization/', 'organization//', 'ORGANIZATION/', '%6Frganization/', './organization/']) {
        const answer = await owner.send(method, `/api/auth/${prefix}${name}`, method === 'POST' ? body : undefined)
        expect(answer.status, `${method} ${prefix}${name}`).toBe(404)
      }
    }
    const { json } = await owner.get('~/members')
    expect(json.items).toMatchObject([{ userId, role: 'owner' }])
  })
})
