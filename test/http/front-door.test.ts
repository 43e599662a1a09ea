/** Proves on real sockets that strangers hold neither memory nor connections. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { signUpMember, TEST_ORIGIN } from '../harness/console.ts'
import { headOf, openRaw, type RawConnection } from '../harness/raw-connection.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const LARGE = 15 * 1024 * 1024
const UNKNOWN_ID = 'c0ffee00-0000-4000-8000-000000000001'

let server: TestServer
let port: number
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_HEADERS_TIMEOUT_MS: '400',
    OPENIDV_BODY_TIMEOUT_MS: '800',
    OPENIDV_IDLE_TIMEOUT_MS: '5000',
    OPENIDV_CHECK_WAIT_MS: '4000',
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
    await until(() => asking.heard() !== '')
    expect(asking.heard()).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    asking.socket.write('{}')
    await until(() => asking.heard().includes('"code"'))
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

describe('what is held at the same time', () => {
  let small: TestServer
  let smallPort: number
  beforeAll(async () => {
    small = await startTestServer({
      OPENIDV_MAX_CONNECTIONS: '6',
      OPENIDV_MAX_CONNECTIONS_PER_ADDRESS: '4',
      OPENIDV_MAX_BODIES_MIB: '48',
      OPENIDV_MAX_BODIES_PER_ADDRESS_MIB: '20',
      OPENIDV_MAX_STREAMS: '3',
      OPENIDV_MAX_STREAMS_PER_ADDRESS: '2',
      OPENIDV_CONSOLE_RATE_PER_SECOND: '1',
      OPENIDV_CONSOLE_BURST: '5',
    })
    await small.app.listen({ host: '127.0.0.1', port: 0 })
    smallPort = (small.app.server.address() as AddressInfo).port
  })
  afterAll(() => small.close())

  /** Opens a connection that sends `head` and hears the first answer; who asks for leave to send a body hears 100. */
  async function hold(head: string, from: string) {
    const connection = await openRaw(smallPort, head, from)
    if (head !== '') await until(() => connection.status() > 0)
    return connection
  }
  /** The same, once what others held is given back. */
  async function holdOnce(status: number, ask: () => Promise<RawConnection>) {
    await until(async () => {
      const connection = await ask()
      connection.socket.destroy()
      return connection.status() === status
    })
  }
  const codeOf = ({ heard }: { heard(): string }) => /"code":"(\w+)"/.exec(heard())?.[1]

  it('connections: 429 to an address that has its share, 503 when all are taken, and room again when they end', async () => {
    const held = []
    for (let one = 0; one < 4; one++) held.push(await hold('', '127.0.0.2'))
    const fifth = await hold(headOf('GET /health'), '127.0.0.2')
    expect([fifth.status(), codeOf(fifth)]).toEqual([429, 'rate_limited'])
    expect(fifth.heard()).toMatch(/retry-after: 5/i)
    await fifth.ended()
    for (let one = 0; one < 2; one++) held.push(await hold('', '127.0.0.3'))
    const last = await hold(headOf('GET /health'), '127.0.0.4')
    expect([last.status(), codeOf(last)]).toEqual([503, 'server_busy'])
    await last.ended()
    for (const { socket } of held) socket.destroy()
    await holdOnce(200, () => hold(headOf('GET /health'), '127.0.0.2'))
  })

  it('bytes of bodies: counted by what is announced, refused before they come, given back when the client goes', async () => {
    const mib = 1024 * 1024
    const post = (bytes: number, from: string) =>
      hold(
        headOf('POST /v1/document/scan', {
          'content-type': 'application/json',
          'x-api-key': small.organization.liveKey,
          'content-length': bytes,
          expect: '100-continue',
        }),
        from,
      )
    const first = await post(15 * mib, '127.0.0.2')
    const second = await post(15 * mib, '127.0.0.2')
    expect([first.status(), second.status(), codeOf(second)]).toEqual([100, 429, 'rate_limited'])
    const large = await post(30 * mib, '127.0.0.3')
    const over = await post(15 * mib, '127.0.0.4')
    expect([large.status(), over.status(), codeOf(over)]).toEqual([100, 503, 'server_busy'])
    const tooLarge = await post(60 * mib, '127.0.0.4')
    expect(tooLarge.status()).toBe(413)
    first.socket.destroy()
    large.socket.destroy()
    await holdOnce(100, () => post(30 * mib, '127.0.0.2'))
    for (const { socket } of [second, over, tooLarge]) socket.destroy()
  })

  it('live pages: of an address and of all together', async () => {
    const member = await signUpMember(small)
    const other = await signUpMember(small)
    const path = `/console/organizations/${member.organizationId}/events`
    const listen = (cookie: string, from: string) => hold(headOf(`GET ${path}`, { cookie }), from)
    const open = [await listen(member.cookie, '127.0.0.2'), await listen(member.cookie, '127.0.0.2')]
    const third = await listen(member.cookie, '127.0.0.2')
    expect([third.status(), codeOf(third)]).toEqual([429, 'rate_limited'])
    third.socket.destroy()
    open.push(await listen(other.cookie, '127.0.0.3'))
    const fourth = await listen(other.cookie, '127.0.0.4')
    expect([fourth.status(), codeOf(fourth)]).toEqual([503, 'server_busy'])
    for (const { socket } of [...open, fourth]) socket.destroy()
  })

  it('calls of one person to the console: 429 before the database is asked, and nobody else waits', async () => {
    const hasty = await signUpMember(small)
    const patient = await signUpMember(small)
    const statuses = []
    for (let call = 0; call < 6; call++) statuses.push((await hasty.get('/console/me')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    const refused = await hasty.get('/console/me')
    expect([refused.json.code, refused.headers['retry-after']]).toEqual(['rate_limited', '1'])
    expect((await patient.get('/console/me')).status).toBe(200)
    small.clock.advance(1000)
    expect((await hasty.get('/console/me')).status).toBe(200)
  })
})

describe('behind a proxy that is trusted', () => {
  it('the shares are those of the forwarded address, whose requests are counted', async () => {
    const proxied = await startTestServer({
      OPENIDV_TRUST_PROXY: 'true',
      OPENIDV_MAX_CONNECTIONS_PER_ADDRESS: '1',
    })
    await proxied.app.listen({ host: '127.0.0.1', port: 0 })
    const { port: proxiedPort } = proxied.app.server.address() as AddressInfo
    const post = async (forwarded: string) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': proxied.organization.liveKey }
      const head = {
        ...headers,
        'content-length': 1000,
        expect: '100-continue',
        'x-forwarded-for': `203.0.113.9, ${forwarded}`,
      }
      const connection = await openRaw(proxiedPort, headOf('POST /v1/document/scan', head))
      await until(() => connection.status() > 0)
      return connection
    }
    const open = [await post('198.51.100.1'), await post('198.51.100.1'), await post('198.51.100.2')]
    expect(open.map((connection) => connection.status())).toEqual([100, 429, 100])
    for (const { socket } of open) socket.destroy()
    await until(async () => {
      const again = await post('198.51.100.1')
      again.socket.destroy()
      return again.status() === 100
    })
    await proxied.close()
  })
})
