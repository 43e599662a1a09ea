import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { listen as listenToEvents } from '../../src/cli/listen/command.ts'
import { parseConfig } from '../../src/config.ts'
import { generateKey } from '../../src/services/api-keys/format.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { seedManySessions } from '../fixtures/many-sessions.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startReceiver } from '../harness/receiver.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

let server: TestServer
let owner: TestMember
let port: number
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** A page that stays open. */
interface OpenPage {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Everything that was heard so far. */
  text(): string
  /** Ids of the sessions that changes were told of. */
  ids(): string[]
  readonly ended: Promise<void>
}

const requests: ClientRequest[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const request of requests.splice(0)) request.destroy()
})

async function listen(member: TestMember, environment = 'live'): Promise<OpenPage> {
  const path = `/console/organizations/${member.organizationId}/events?environment=${environment}`
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, headers: { cookie: member.cookie }, agent: false }, resolve)
    request.on('error', reject)
    requests.push(request)
  })
  let text = ''
  response.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  response.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => response.once('close', resolve))
  const page: OpenPage = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    ids: () =>
      [...text.matchAll(/^data: (?<data>\{"ids".*\})$/gm)].flatMap(({ groups }) => JSON.parse(groups?.data ?? '').ids),
    ended,
  }
  if (page.status === 200) await until(() => page.text().includes('event: ready'))
  return page
}

describe('openidv listen', () => {
  const sandboxSession = () => createSession({ ...server, organization: { liveKey: server.organization.sandboxKey } })

  it('prints the sandbox’s events as they happen and forwards each once, as a webhook that the same code takes', async () => {
    const receiver = await startReceiver()
    const earlier = await sandboxSession()
    const printed: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
    const stop = new AbortController()
    const config = parseConfig({ OPENIDV_API_KEY: server.organization.sandboxKey })
    const values = { server: `http://127.0.0.1:${port}`, 'forward-to': receiver.url }
    const ended = listenToEvents({ config, log: server.ctx.log, values, rest: [] }, stop.signal)
    await until(() => printed.join('').includes('OPENIDV_WEBHOOK_SECRET=whsec_'))
    await createSession(server)
    const made = [await sandboxSession()]
    server.clock.advance(10)
    made.push(await sandboxSession())
    server.clock.advance(10)
    const first = made[0]?.id
    const key = server.organization.sandboxKey
    await server.request('PATCH', `/v1/sessions/${first}`, { key, body: { status: 'VOIDED' } })
    await until(() => receiver.received.length >= 3)
    stop.abort()
    await ended
    // The runtime connects anew after a request that was aborted, and keeps that connection unused.
    server.app.server.closeAllConnections()
    write.mockRestore()
    const secret = /whsec_\S+/.exec(printed.join(''))?.[0] ?? ''
    for (const { headers, body } of receiver.received)
      new Webhook(secret).verify(body, headers as Record<string, string>)
    const told = receiver.received.map(({ json }) => [json.type, json.data.id])
    expect(told).toEqual([
      ['session.created', first],
      ['session.created', made[1]?.id],
      ['session.status.voided', first],
    ])
    expect(printed.join('')).toMatch(new RegExp(`session\\.status\\.voided  ${first}  200  \\d+ ms\n`))
    expect(printed.join('')).not.toContain(earlier.id)
    await receiver.close()
  })

  it('refuses a live key, something else, and a key that the server does not take', async () => {
    const run = (OPENIDV_API_KEY?: string) => {
      const config = parseConfig({ OPENIDV_API_KEY })
      return listenToEvents({ config, log: server.ctx.log, values: { server: `http://127.0.0.1:${port}` }, rest: [] })
    }
    await expect(run(server.organization.liveKey)).rejects.toThrow('holds a live key')
    await expect(run('secret')).rejects.toThrow('does not hold an API key')
    await expect(run()).rejects.toThrow('must hold an API key of the sandbox')
    await expect(run(generateKey('sandbox'))).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('GET /v1/events that waits', () => {
  it('is answered when something happens, at once when something has, and no later than it asked', async () => {
    const key = server.organization.liveKey
    const ask = (query: string) => server.request('GET', `/v1/events?limit=1${query}`, { key })
    const newest = (await ask('')).json.events[0]?.id
    server.clock.advance(10)
    const waiting = ask(`&wait_seconds=20&newest=${newest}`)
    const { id } = await createSession(server)
    expect((await waiting).json.events).toMatchObject([{ type: 'session.created', session_id: id }])
    expect((await ask(`&wait_seconds=20&newest=${newest}`)).json.events).toMatchObject([{ session_id: id }])
    const startedAt = performance.now()
    const last = (await ask('')).json.events[0].id
    expect((await ask(`&wait_seconds=1&newest=${last}`)).json.events).toMatchObject([{ id: last }])
    expect(performance.now() - startedAt).toBeGreaterThan(990)
    expect((await ask('&wait_seconds=21')).status).toBe(400)
  })

  it('is held for sixteen of an environment at a time', async () => {
    const { liveKey } = await createOrganization(server.ctx, { name: 'Waits' })
    const ask = () => server.request('GET', '/v1/events?wait_seconds=2', { key: liveKey })
    const answers = await Promise.all(Array.from({ length: 17 }, ask))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(16).fill(200), 429])
  })
})

describe('GET /events of the console', () => {
  it('tells of sessions that are created, opened and given a picture, by id alone, in headers that no proxy buffers or caches', async () => {
    const page = await listen(owner)
    expect(page.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store',
    })
    const { id, secret } = await createSession(server)
    await until(() => page.ids().includes(id))
    const before = page.ids().length
    const hosted = await openHosted(server, secret)
    await until(() => page.ids().length > before)
    await hosted.consent()
    const opened = page.ids().length
    await hosted.upload('id_front', await emptyPicture())
    await until(() => page.ids().length > opened)
    expect(page.text()).not.toMatch(/Anna|Eriksson|anna\.eriksson/i)
  })

  it('tells a page of no other organization and no other environment', async () => {
    const strangers = await signUpMember(server)
    const founded = await strangers.post('/console/organizations', { name: 'Strangers' })
    const stranger = { ...strangers, organizationId: founded.json.id }
    const [theirs, sandbox, live] = [await listen(stranger), await listen(owner, 'sandbox'), await listen(owner)]
    const { id } = await createSession(server)
    await until(() => live.ids().includes(id))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect([theirs.ids(), sandbox.ids()]).toEqual([[], []])
  })

  it('names no ids when one statement changes hundreds of sessions, and still tells that some did', async () => {
    const page = await listen(owner)
    await seedManySessions(server.ctx, owner.organizationId, 300)
    await until(() => page.text().includes('event: sessions'))
    expect(page.text()).toContain('data: {"ids":[]}')
  })

  it('ends within a heartbeat when the member is removed, signs out, or loses the scope', async () => {
    const leave: Array<(member: TestMember) => Promise<unknown>> = [
      ({ userId }) => server.ctx.db.deleteFrom('members').where('userId', '=', userId).execute(),
      ({ userId }) => server.ctx.db.deleteFrom('authSessions').where('userId', '=', userId).execute(),
      ({ userId }) =>
        server.ctx.db.updateTable('members').set({ role: 'billing' }).where('userId', '=', userId).execute(),
    ]
    const members = await Promise.all(leave.map(() => signUpMember(server, { role: 'viewer' })))
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const pages = await Promise.all(members.map((member) => listen(member)))
    const stays = await listen(owner)
    await Promise.all(members.map((member, place) => leave[place]?.(member)))
    vi.advanceTimersByTime(15_000)
    await Promise.all(pages.map(({ ended }) => ended))
    expect(stays.text()).toContain(': still here')
    let isOver = false
    void stays.ended.then(() => {
      isOver = true
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(isOver).toBe(false)
  })

  it('refuses the ninth page of a member, and takes one again when another is closed', async () => {
    const busy = await signUpMember(server, { role: 'viewer' })
    const pages = await Promise.all(Array.from({ length: 8 }, () => listen(busy)))
    expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect((await listen(busy)).status).toBe(429)
    requests[0]?.destroy()
    await pages[0]?.ended
    await until(async () => (await listen(busy)).status === 200)
  })

  it('is refused to people without a sign-in and to a role without sessions', async () => {
    expect((await listen({ ...owner, cookie: '' })).status).toBe(401)
    expect((await listen(await signUpMember(server, { role: 'billing' }))).status).toBe(403)
  })

  it('does not hold up a server that stops', async () => {
    const page = await listen(owner)
    const { liveKey: key } = await createOrganization(server.ctx, { name: 'Waits' })
    const waiting = server.request('GET', '/v1/events?wait_seconds=20', { key })
    const startedAt = performance.now()
    await server.restart(async () => undefined)
    await waiting
    await page.ended
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
