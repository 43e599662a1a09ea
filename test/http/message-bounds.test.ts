/** Proves that a message has one end, so that no request hides in another, and that odd methods answer nothing. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headOf, openRaw } from '../harness/raw-connection.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let port: number
beforeAll(async () => {
  server = await startTestServer()
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** A second request where a reader of the other length would find one. */
const HIDDEN = 'GET /health HTTP/1.1\r\nhost: openidv.test\r\n\r\n'
const POST = 'POST /v1/sessions HTTP/1.1\r\nhost: openidv.test\r\ncontent-type: application/json\r\n'

it.each([
  ['both lengths', `${POST}content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ['two lengths that differ', `${POST}content-length: 2\r\ncontent-length: 4\r\n\r\n{}${HIDDEN}`],
  ['two lengths in one field', `${POST}content-length: 2, 4\r\n\r\n{}${HIDDEN}`],
  ['a length that is no number', `${POST}content-length: +2\r\n\r\n{}${HIDDEN}`],
  ['an encoding that is not the last', `${POST}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ['a blank before the colon', `${POST}content-length : 2\r\n\r\n{}${HIDDEN}`],
  ['a folded field', `${POST}x-one: 1\r\n content-length: 2\r\n\r\n{}${HIDDEN}`],
  ['a chunk whose size is no number', `${POST}transfer-encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n${HIDDEN}`],
])('a message with %s is refused, and nothing after it is answered', async (_name, message) => {
  const connection = await openRaw(port, message)
  await connection.ended()
  // By the parser, before any route was asked.
  expect([connection.status(), connection.heard().split('HTTP/1.1 ').length - 1]).toEqual([400, 1])
  expect(connection.heard()).toContain('"message":"Client Error"')
  connection.socket.destroy()
})

it('TRACE and methods that nobody knows answer nothing of what was sent', async () => {
  for (const method of ['TRACE', 'TRACK', 'DEBUG']) {
    const connection = await openRaw(port, headOf(`${method} /health`, { 'x-told': 'told-in-secret' }))
    await expect.poll(() => connection.status()).toBeGreaterThanOrEqual(400)
    expect(connection.heard()).not.toContain('told-in-secret')
    connection.socket.destroy()
  }
})
