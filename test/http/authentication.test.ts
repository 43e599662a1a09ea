import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revealApiKeys } from '../../src/services/api-keys/reveal.ts'
import { revokeApiKey } from '../../src/services/api-keys/revoke.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

describe('GET /v1/auth/verify', () => {
  it('answers whose key it is, with the limits in the headers', async () => {
    const answer = await server.request('GET', '/v1/auth/verify', { key: server.organization.liveKey })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      valid: true,
      organization: { id: server.organization.id, name: 'Acme', status: 'active' },
    })
    expect(answer.headers.ratelimit).toContain('"day";r=9999')
  })

  it('answers the exact 401 body, and nothing else, to every bad key', async () => {
    const { liveKey } = server.organization
    const flipped = liveKey.slice(0, -1) + (liveKey.endsWith('a') ? 'b' : 'a')
    const bad = ['', 'sk_live_', flipped, liveKey.replace('live', 'test'), 'x'.repeat(10_000), `${liveKey},${liveKey}`]
    for (const key of bad) {
      const answer = await server.request('GET', '/v1/auth/verify', { key })
      expect([answer.status, answer.text]).toEqual([401, '{"detail":"Invalid or missing API key"}'])
      server.clock.advance(2000)
    }
    const missing = await server.request('GET', `/v1/auth/verify?x-api-key=${liveKey}`)
    expect([missing.status, missing.text]).toEqual([401, '{"detail":"Invalid or missing API key"}'])
  })

  it('a revoked key is refused on the very next request', async () => {
    const actor = { kind: 'operator' as const, organizationId: server.organization.id }
    const [live] = await revealApiKeys(server.ctx, actor)
    if (!live) throw new Error('no live key')
    expect((await server.request('GET', '/v1/auth/verify', { key: live.key })).status).toBe(200)
    await revokeApiKey(server.ctx, actor, live.id)
    expect((await server.request('GET', '/v1/auth/verify', { key: live.key })).status).toBe(401)
  })
})
