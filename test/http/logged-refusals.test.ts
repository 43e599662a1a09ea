/** Proves that whoever is refused leaves a line that says why and who it was, by ids alone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { signUpMember, TEST_ORIGIN, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

let server: TestServer
let viewer: TestMember
beforeAll(async () => {
  server = await startTestServer()
  viewer = await signUpMember(server, { role: 'viewer' })
})
afterAll(() => server.close())

/** The line that the request of an answer left. */
function lineOf(answer: TestAnswer): Record<string, unknown> {
  const lines = server.logLines.map((line) => JSON.parse(line))
  return lines.find(({ requestId, msg }) => msg === 'request' && requestId === answer.headers['x-request-id'])
}

it('a member without the scope, of another organization, from another site: each with the person and the reason', async () => {
  const { userId, cookie } = viewer
  const own = server.organization.id
  const lacking = await viewer.get('~/audit-events')
  expect(lineOf(lacking)).toMatchObject({ status: 403, code: 'scope_missing', userId, organizationId: own })
  const foreign = '00000000-0000-4000-8000-000000000001'
  const strange = await viewer.get(`/console/organizations/${foreign}/sessions`)
  expect(lineOf(strange)).toMatchObject({ status: 403, code: 'access_denied', userId, organizationId: foreign })
  const forged = await server.request('POST', '/console/organizations', {
    body: { name: 'x' },
    headers: { cookie, origin: 'https://evil.example' },
  })
  expect(lineOf(forged)).toMatchObject({ status: 403, code: 'cross_site_refused' })
})

it('a key without the scope, from another address, with a bad body: each with the key and the reason', async () => {
  const operator = { kind: 'operator', organizationId: server.organization.id } as const
  const restrictions = { scopes: ['workflows:read'], ipAllowlist: ['127.0.0.1'] }
  const { id, key } = await createApiKey(server.ctx, operator, { environment: 'live', name: 'Narrow', ...restrictions })
  const lacking = await server.request('GET', '/v1/sessions', { key })
  expect(lineOf(lacking)).toMatchObject({ status: 403, code: 'scope_missing', apiKeyId: id })
  const { liveKey } = server.organization
  const bad = await server.request('POST', '/v1/sessions', { key: liveKey, body: { email: 'no address of anybody' } })
  expect(lineOf(bad)).toMatchObject({ status: 400, code: 'validation_failed', apiKeyId: expect.any(String) })
})

it('a wrong key, a wrong password and a wrong signature: with the reason, and nothing of what was sent', async () => {
  const email = 'somebody@example.com'
  const attempts = [
    [await server.request('GET', '/v1/sessions', { key: 'sk_live_wrong' }), 'unauthenticated'],
    [
      await server.request('POST', '/api/auth/sign-in/email', {
        body: { email, password: 'a password of nobody' },
        headers: { origin: TEST_ORIGIN },
      }),
      'sign_in_refused',
    ],
    [
      await server.request('GET', `/files/${server.organization.id}?expires=9999999999&signature=${'x'.repeat(43)}`),
      'signature_invalid',
    ],
  ] as const
  for (const [answer, code] of attempts) expect(lineOf(answer)).toMatchObject({ code })
  const log = server.logLines.join('')
  for (const told of [
    email,
    viewer.email,
    'a password of nobody',
    'no address of anybody',
    'sk_live_wrong',
    '127.0.0.1',
  ])
    expect(log).not.toContain(told)
})

it('what is answered names neither reason nor person', async () => {
  const line = lineOf(await viewer.get('~/sessions'))
  expect(line).toMatchObject({ status: 200 })
  expect(['code', 'userId', 'apiKeyId'].filter((name) => name in line)).toEqual([])
})
