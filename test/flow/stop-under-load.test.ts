/** Proves that a server that is told to stop answers all that it took, loses nothing, and ends in time whatever clients do. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { facePicture } from '../fixtures/pictures.ts'
import { createFolder } from '../harness/folder.ts'
import { type ServerProcess, startServerProcess } from '../harness/process.ts'
import { until } from '../harness/server.ts'

const TIMEOUT_MS = 240_000
/** For the checks of a busy machine, and for bodies that never come. */
const [LONG_SECONDS, SHORT_SECONDS] = [120, 3]

let dataDir: string
let server: ServerProcess
let key: string
let body: string

async function start(withinSeconds: number): Promise<void> {
  server = await startServerProcess(dataDir, {
    OPENIDV_STOP_AFTER_SECONDS: '1',
    OPENIDV_STOP_WITHIN_SECONDS: String(withinSeconds),
    OPENIDV_RATE_PER_SECOND: '1000',
    OPENIDV_RATE_BURST: '1000',
  })
}

beforeAll(async () => {
  dataDir = await createFolder('stop')
  await start(LONG_SECONDS)
  key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
  body = /-d '(\{.*\})'/.exec(server.output())?.[1] ?? ''
}, TIMEOUT_MS)
afterAll(async () => {
  if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGTERM')
}, TIMEOUT_MS)

const send = (method: string, path: string, sent?: string) => {
  const headers = { 'x-api-key': key, ...(sent && { 'content-type': 'application/json' }) }
  return fetch(`${server.baseUrl}${path}`, { method, headers, ...(sent && { body: sent }) })
}

it(
  'SIGTERM while checks and creates run: readiness goes first, every request that was sent is answered, nothing is lost',
  async () => {
    const image = (await facePicture('holderPortrait')).toString('base64')
    expect((await send('POST', '/v1/face/detect', JSON.stringify({ image }))).status).toBe(200)
    const checks = Array.from({ length: 4 }, () => send('POST', '/v1/face/detect', JSON.stringify({ image })))
    const creates = Array.from({ length: 16 }, () => send('POST', '/v1/sessions', body))
    const answers = Promise.all([...checks, ...creates].map(async (sent) => (await sent).status))
    // The first have been answered: the others are on their way.
    await Promise.race(creates)
    const ended = server.end('SIGTERM')
    await until(async () => (await send('GET', '/readyz')).status === 503)
    expect(await answers).toEqual([...checks, ...creates].map(() => 200))
    expect(await ended).toBe(0)
    const ids = await Promise.all(creates.map(async (sent) => ((await (await sent).json()) as { id: string }).id))
    await start(SHORT_SECONDS)
    for (const id of ids) expect((await send('GET', `/v1/sessions/${id}`)).status).toBe(200)
  },
  TIMEOUT_MS,
)

it(
  'SIGTERM while a hundred bodies never come: they are cut, and the server ends in its time',
  async () => {
    const { hostname, port } = new URL(server.baseUrl)
    const head = `POST /v1/sessions HTTP/1.1\r\nHost: ${hostname}\r\nx-api-key: ${key}\r\nContent-Type: application/json\r\n`
    const sockets = Array.from({ length: 100 }, () => connect(Number(port), hostname))
    const closed = sockets.map((socket) => new Promise((resolve) => socket.on('error', resolve).once('close', resolve)))
    for (const socket of sockets) socket.write(`${head}Content-Length: 100\r\n\r\n{`)
    await until(async () => (await send('GET', '/readyz')).status === 200)
    const beganMs = performance.now()
    expect(await server.end('SIGTERM')).toBe(0)
    // One second that is asked for, then the time to stop; the rest is for the database and a busy machine.
    expect(performance.now() - beganMs).toBeLessThan((1 + SHORT_SECONDS + 12) * 1000)
    await Promise.all(closed)
    expect(server.output()).toContain('requests that did not end in time are cut off')
  },
  TIMEOUT_MS,
)
