import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '../../src/db/database.ts'
import type { SystemActor } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { generateKey } from '../../src/services/api-keys/format.ts'
import { listApiKeys } from '../../src/services/api-keys/list.ts'
import { regenerateApiKey } from '../../src/services/api-keys/regenerate.ts'
import { restrictApiKey } from '../../src/services/api-keys/restrict.ts'
import { revokeApiKey } from '../../src/services/api-keys/revoke.ts'
import { setOrganizationStatus } from '../../src/services/organizations/set-status.ts'
import { startSecondNode } from '../harness/second-node.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { openTcpGate } from '../harness/tcp-gate.ts'

const REFUSED = [401, '{"detail":"Invalid or missing API key"}']
const HOUR_MS = 3_600_000

let server: TestServer
let operator: SystemActor
beforeAll(async () => {
  server = await startTestServer()
  operator = { kind: 'operator', organizationId: server.organization.id }
})
afterAll(() => server.close())

function aKey() {
  return createApiKey(server.ctx, operator, { environment: 'live', name: 'Backend' })
}

async function verify(key: string): Promise<[number, string]> {
  const { status, text } = await server.request('GET', '/v1/auth/verify', { key })
  return [status, text]
}

async function statusOf(key: string): Promise<number> {
  return (await verify(key))[0]
}

describe('GET /v1/auth/verify', () => {
  it('200: answers whose key it is, with the limits in the headers', async () => {
    const answer = await server.request('GET', '/v1/auth/verify', { key: server.organization.liveKey })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      valid: true,
      organization: { id: server.organization.id, name: 'Acme', status: 'active' },
    })
    expect(answer.headers.ratelimit).toMatch(/"day";r=\d+/)
    expect(answer.headers['ratelimit-policy']).toContain('"second";q=25;w=1')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('401: gives the exact body, and nothing else, to every bad key', async () => {
    const { liveKey } = server.organization
    const flipped = liveKey.slice(0, -1) + (liveKey.endsWith('a') ? 'b' : 'a')
    const bad = [
      '',
      'sk_live_',
      `pk_live_${liveKey.slice(8)}`,
      flipped,
      liveKey.replace('live', 'test'),
      liveKey.toLowerCase(),
      `${liveKey}é`,
      'é'.repeat(46),
      'x'.repeat(10_000),
      `sk_live_${'0'.repeat(10_000)}`,
      // Two headers arrive joined like this.
      `${liveKey}, ${liveKey}`,
    ]
    for (const key of bad) {
      expect(await verify(key), key.slice(0, 60)).toEqual(REFUSED)
      server.clock.advance(2000)
    }
  })

  it('401: the key counts in its header only, neither in the URL, nor as a bearer, nor in a cookie', async () => {
    const { liveKey } = server.organization
    const headers = { authorization: `Bearer ${liveKey}`, cookie: `x-api-key=${liveKey}` }
    const answer = await server.request('GET', `/v1/auth/verify?x-api-key=${liveKey}`, { headers })
    expect([answer.status, answer.text]).toEqual(REFUSED)
  })

  it('429: guessing is slowed down by address, which no valid key behind it suffers from', async () => {
    server.clock.advance(HOUR_MS)
    const guesses = []
    for (let guess = 0; guess < 12; guess++) guesses.push(await statusOf('sk_live_guess'))
    expect(guesses).toEqual([...Array(10).fill(401), 429, 429])
    expect(await statusOf(server.organization.liveKey)).toBe(200)
    server.clock.advance(HOUR_MS)
  })

  it('429: keys that do not exist stop before the database; one that was good once is still asked for', async () => {
    let lookUps = 0
    const count: KyselyPlugin = {
      transformQuery: ({ node: query }) => {
        if (query.kind === 'SelectQueryNode') lookUps += 1
        return query
      },
      transformResult: async ({ result }) => result,
    }
    const node = await startSecondNode(server, { db: server.ctx.db.withPlugin(count) as Database })
    const { key } = await aKey()
    await node.hear()
    expect((await node.verify(key))[0]).toBe(200)
    lookUps = 0
    const guesses = await Promise.all(Array.from({ length: 300 }, () => node.verify(generateKey('live'))))
    expect(guesses.filter(([status]) => status === 401)).toHaveLength(10)
    expect(guesses.filter(([status]) => status === 429)).toHaveLength(290)
    expect(lookUps).toBeLessThanOrEqual(100)
    server.clock.advance(60_000)
    // Nothing is cached any more, and its address is still over its bound.
    for (const guess of Array.from({ length: 200 }, () => generateKey('live'))) await node.verify(guess)
    expect((await node.verify(key))[0]).toBe(200)
    await node.stop()
  })

  it('503: says so when the database is away and the key is not known yet; a known one goes on', async () => {
    const gate = await openTcpGate(server.database.url)
    const db = openDatabase({ url: gate.url, poolSize: 4, log: server.ctx.log })
    const node = await startSecondNode(server, { db })
    const { liveKey, sandboxKey } = server.organization
    expect((await node.verify(liveKey))[0]).toBe(200)
    await gate.close()
    const [status, text] = await node.verify(sandboxKey)
    expect([status, JSON.parse(text).code]).toEqual([503, 'database_unavailable'])
    expect((await node.verify(liveKey))[0]).toBe(200)
    await node.stop()
    await closeDatabase(db)
  })
})

describe('a key that ended is refused on the very next request', () => {
  it('when it is revoked', async () => {
    const { id, key } = await aKey()
    expect(await statusOf(key)).toBe(200)
    await revokeApiKey(server.ctx, operator, id)
    expect(await verify(key)).toEqual(REFUSED)
  })

  it('when it is regenerated; the new one works', async () => {
    const { id, key } = await aKey()
    expect(await statusOf(key)).toBe(200)
    const fresh = await regenerateApiKey(server.ctx, operator, id)
    expect([await statusOf(key), await statusOf(fresh.key)]).toEqual([401, 200])
  })

  it('when the grace of its regeneration is over', async () => {
    const { id, key } = await aKey()
    await regenerateApiKey(server.ctx, operator, id, { graceMs: 5000 })
    expect(await statusOf(key)).toBe(200)
    server.clock.advance(5000)
    expect(await statusOf(key)).toBe(401)
  })

  it('when it expires, though it was cached before', async () => {
    const { id, key } = await aKey()
    await restrictApiKey(server.ctx, operator, id, { expiresAt: new Date(server.clock.nowMs() + 3000) })
    expect(await statusOf(key)).toBe(200)
    server.clock.advance(3000)
    expect(await statusOf(key)).toBe(401)
  })

  it('when its organization is suspended; it works again when that is over', async () => {
    const { key } = await aKey()
    expect(await statusOf(key)).toBe(200)
    await setOrganizationStatus(server.ctx, operator, 'suspended')
    expect(await verify(key)).toEqual(REFUSED)
    await setOrganizationStatus(server.ctx, operator, 'active')
    expect(await statusOf(key)).toBe(200)
  })
})

describe('an authenticated request', () => {
  it('asks the database for nothing once its key is known', async () => {
    let queries = 0
    const count: KyselyPlugin = {
      transformQuery: ({ node: query }) => {
        // The limiter saves the day's counts now and then, by an insert.
        if (query.kind === 'SelectQueryNode') queries += 1
        return query
      },
      transformResult: async ({ result }) => result,
    }
    const node = await startSecondNode(server, { db: server.ctx.db.withPlugin(count) as Database })
    const { key } = await aKey()
    await node.hear()
    queries = 0
    expect((await node.verify(key))[0]).toBe(200)
    expect(queries).toBe(1)
    for (let request = 0; request < 5; request++) expect((await node.verify(key))[0]).toBe(200)
    expect(queries).toBe(1)
    await node.stop()
  })

  it('leaves the time, address and agent of its last use, when the server stops at the latest', async () => {
    const node = await startSecondNode(server)
    const { id, key } = await aKey()
    await node.verify(key)
    await node.stop()
    const keys = await listApiKeys(server.ctx, operator)
    const lastUsed = { at: new Date(server.clock.nowMs()), ip: '127.0.0.1', agent: 'lightMyRequest' }
    expect(keys.find((other) => other.id === id)?.lastUsed).toEqual(lastUsed)
  })
})
