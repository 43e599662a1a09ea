/** Proves on real sockets that strangers hold neither memory nor connections. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { signUpMember, TEST_ORIGIN } from '../harness/console.ts'
import { headOf, openRaw } from '../harness/raw-connection.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const LARGE = 15 * 1024 * 1024
const UNKNOWN_ID = 'c0ffee00-0000-4000-8000-000000000001'

let server: TestServer
let port: number
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_HEADERS_TIMEOUT_MS: '400',
    OPENIDV_BODY_TIMEOUT_MS: '800',
    OPENIDV_IDLE_TIMEOUT_MS: '5000',
    OPENIDV_KEEP_ALIVE_TIMEOUT_MS: '500',
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** Requests of strangers, by who they claim to be, with what each is answered. */
async function strangers(): Promise<ReadonlyArray<readonly [string, Record<string, string>, number]>> {
  const { sessionId, cookie } = await openHosted(server, (await createSession(server)).secret)
  const evidence = `PUT /hosted/sessions/${sessionId}/evidence/id_front`
  const name = cookie.split('=')[0]
  return [
    [evidence, {}, 401],
    [evidence, { cookie: `${name}=${'x'.repeat(43)}` }, 401],
    [`POST /hosted/sessions/${sessionId}/steps/ID_VERIFICATION`, { 'content-type': 'application/json' }, 401],
    [`PUT /hosted/sessions/${UNKNOWN_ID}/evidence/id_front`, { cookie: `applicant_c0ffee00=${'x'.repeat(43)}` }, 401],
    [`PUT /files/${UNKNOWN_ID}?expires=9999999999&signature=${'x'.repeat(43)}`, {}, 403],
    [`PUT /files/${UNKNOWN_ID}`, {}, 400],
    ['POST /v1/document/scan', { 'content-type': 'application/json' }, 401],
    ['POST /v1/document/scan', { 'content-type': 'multipart/form-data; boundary=x', 'x-api-key': 'sk_live_no' }, 401],
    ['POST /console/organizations', { 'content-type': 'application/json', origin: TEST_ORIGIN }, 401],
    ['POST /hosted/open', { 'content-type': 'application/json' }, 413],
    ['POST /api/auth/sign-in/email', { 'content-type': 'application/json', origin: TEST_ORIGIN }, 413],
    ['GET /health', {}, 200],
    ['POST /nothing', { 'content-type': 'application/json' }, 404],
  ]
}

describe('who may not send a body', () => {
  it('is answered before it was sent, and the connection ends', async () => {
    for (const [line, headers, status] of await strangers()) {
      const connection = await openRaw(port, headOf(line, { ...headers, 'content-length': LARGE }) + 'x'.repeat(1000))
      await connection.ended()
      expect([line, connection.status()]).toEqual([line, status])
      expect(connection.heard()).toMatch(/connection: close/i)
      connection.socket.destroy()
    }
  })

  it('is not asked to go on, and hears the answer though it sends at full speed', async () => {
    const line = `PUT /hosted/sessions/${UNKNOWN_ID}/evidence/id_front`
    const asking = await openRaw(port, headOf(line, { 'content-length': LARGE, expect: '100-continue' }))
    await asking.ended()
    expect(asking.status()).toBe(401)
    const pushing = await openRaw(port, headOf(line, { 'transfer-encoding': 'chunked' }))
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536), Buffer.from('\r\n')])
    for (let sent = 0; sent < 200 && !pushing.socket.destroyed; sent++) pushing.socket.write(chunk)
    await pushing.ended()
    expect(pushing.status()).toBe(401)
  })

  it('who may, is asked to go on and keeps the connection', async () => {
    const headers = {
      'content-type': 'application/json',
      'x-api-key': server.organization.liveKey,
      'content-length': 2,
    }
    const asking = await openRaw(port, headOf('POST /v1/sessions', { ...headers, expect: '100-continue' }))
    await sleep(100)
    expect(asking.heard()).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    asking.socket.write('{}')
    await sleep(200)
    expect(asking.heard()).toContain('HTTP/1.1 400 Bad Request')
    expect(asking.heard()).not.toMatch(/connection: close/i)
    asking.socket.destroy()
  })
})

describe('a connection ends', () => {
  it('on which no request comes, or only half of its headers', async () => {
    for (const text of ['', 'GET /health HTTP/1.1\r\nhost: openidv.test\r\n']) {
      const connection = await openRaw(port, text)
      await connection.ended(3000)
      expect([0, 408]).toContain(connection.status())
    }
  })

  it('whose body comes a byte at a time, and the log has no fault of ours', async () => {
    const head = headOf('POST /v1/sessions', {
      'content-type': 'application/json',
      'x-api-key': server.organization.liveKey,
      'content-length': 1000,
    })
    const logged = server.logLines.length
    const connection = await openRaw(port, head)
    const drip = setInterval(() => connection.socket.write('{'), 100)
    await connection.ended(5000).finally(() => clearInterval(drip))
    expect(connection.status()).toBe(408)
    connection.socket.destroy()
    await sleep(100)
    expect(server.logLines.slice(logged).filter((line) => line.includes('request failed'))).toEqual([])
  })

  it('on which no further request comes', async () => {
    const connection = await openRaw(port, headOf('GET /health'))
    await connection.ended(5000)
    expect(connection.status()).toBe(200)
  })
})

describe('JSON without end', () => {
  it('400: nested or strung together beyond any use, and it is not parsed', async () => {
    const member = await signUpMember(server)
    const bodies = ['['.repeat(1_000_000), `{"a":${'['.repeat(65)}`, `[${'1,'.repeat(400_000)}1]`]
    for (const body of bodies) {
      const headers = { 'content-type': 'application/json' }
      const begun = performance.now()
      const { status, json } = await server.request('POST', '/v1/sessions', {
        key: server.organization.liveKey,
        body,
        headers,
      })
      expect([status, json.code]).toEqual([400, 'body_malformed'])
      expect(json.message).toMatch(/more than (64 levels deep|20,000 values)/)
      expect(performance.now() - begun).toBeLessThan(500)
      const onConsole = await server.request('POST', '/console/organizations', {
        body,
        headers: { ...headers, cookie: member.cookie, origin: TEST_ORIGIN },
      })
      expect(onConsole.status).toBe(400)
      const open = await server.request('POST', '/hosted/open', { body: body.slice(0, 4000), headers })
      expect(open.status).toBe(400)
    }
  })
})
