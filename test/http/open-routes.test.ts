import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

describe('GET /health', () => {
  it('200: without a key, and with a wrong one', async () => {
    for (const key of [{}, { key: 'sk_live_wrong' }]) {
      const answer = await server.request('GET', '/health', key)
      expect([answer.status, answer.json]).toEqual([200, { status: 'ok' }])
    }
  })
})

describe('every answer', () => {
  it('carries the security headers and a request id, the caller’s when it has the form of one', async () => {
    const given = await server.request('GET', '/health', { headers: { 'x-request-id': 'caller-7_abcdef' } })
    expect(given.headers['x-request-id']).toBe('caller-7_abcdef')
    for (const id of ['short', 'has space in it', 'x'.repeat(65), 'a"b\\c<d>e']) {
      const own = await server.request('GET', '/health', { headers: { 'x-request-id': id } })
      expect(own.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    }
    expect(given.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    })
  })

  it('allows no other site’s scripts to call the API', async () => {
    const answer = await server.request('GET', '/v1/auth/verify', {
      key: server.organization.liveKey,
      headers: { origin: 'https://evil.example' },
    })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('404: what is not there, in the shape of every error, without the query', async () => {
    const answer = await server.request('GET', '/nothing/here?secret=hunter2')
    expect(answer.status).toBe(404)
    const { detail, message, error, code, request_id: requestId } = answer.json
    expect([detail, message, error, code]).toEqual([message, message, message, 'not_found'])
    expect(requestId).toBe(answer.headers['x-request-id'])
    expect(answer.text).not.toContain('hunter2')
  })
})

describe('a key', () => {
  it('is in no answer of the routes that it opens, and in no log line', async () => {
    const { liveKey, sandboxKey } = server.organization
    const answers = []
    for (const key of [liveKey, sandboxKey]) {
      answers.push(await server.request('GET', '/v1/auth/verify', { key }))
      answers.push(await server.request('POST', '/v1/sessions', { key, body: { firstName: key, colour: key } }))
      answers.push(await server.request('GET', `/v1/sessions/${key}`, { key }))
      answers.push(await server.request('GET', `/v1/workflows/${key}`, { key }))
      answers.push(await server.request('POST', '/v1/workflow-sessions', { key, body: { workflowId: key } }))
      answers.push(await server.request('GET', `/v1/${key}`, { key }))
    }
    for (const { text, headers } of answers) {
      for (const key of [liveKey, sandboxKey]) expect(text + JSON.stringify(headers)).not.toContain(key)
    }
    for (const line of server.logLines) {
      expect(line).not.toMatch(/sk_(live|test)_[0-9A-Za-z]{8}/)
    }
  })
})
