/** Proves what the console tells of usage: complete, soon, in step with the limits, and without anybody's secrets. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Environment } from '../../src/db/tables.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { createOrganization, type FoundedOrganization } from '../../src/services/organizations/create.ts'
import { setOrganizationLimits } from '../../src/services/organizations/limits.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, TEST_NOW_MS, type TestServer, until } from '../harness/server.ts'

const APPLICANT = { firstName: 'Wilhelmina', lastName: 'Featherstone', email: 'wil@example.com', phone: '+15192223333' }
const SOON_MS = 2000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

interface Place {
  readonly organization: FoundedOrganization
  readonly member: TestMember
  readonly key: string
}

async function aPlace(environment: Environment = 'live'): Promise<Place> {
  const organization = await createOrganization(server.ctx, { name: 'Used' })
  const actor = { kind: 'operator' as const, organizationId: organization.id }
  const { key } = await createApiKey(server.ctx, actor, { environment, name: 'Main' })
  return { organization, key, member: await signUpMember(server, { organizationId: organization.id, role: 'viewer' }) }
}

function verify({ key }: Place, headers: Record<string, string> = {}) {
  return server.request('GET', '/v1/auth/verify', { key, headers })
}

/** The logged requests, once there are so many. */
async function logsOf({ member }: Place, count: number, query = '') {
  const list = async () => (await member.get(`~/request-logs?limit=100${query}`)).json.items
  await until(async () => (await list()).length >= count, SOON_MS)
  return list()
}

/** Every text that is stored of an organization's requests. */
async function storedText({ organization }: Place): Promise<string> {
  const texts: string[] = []
  for (const table of ['logs', 'hints', 'usage', 'latencies', 'peaks', 'seconds'].map((name) => `request_${name}`)) {
    const rows = await sql<{ row: string }>`
      select to_json(t)::text as row from ${sql.table(table)} t where organization_id = ${organization.id}
    `.execute(server.database.db)
    texts.push(...rows.rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

describe('GET ~/request-logs', () => {
  it('shows a request within two seconds: by whom, of what, how it ended and how to find it again', async () => {
    const place = await aPlace()
    const headers = { 'user-agent': 'curl/8.9', 'x-request-id': 'find-me-again' }
    await verify(place, headers)
    const [log] = await logsOf(place, 1)
    expect(log).toMatchObject({
      ...{ method: 'GET', route: '/v1/auth/verify', path: '/v1/auth/verify', status: 200, times: 1 },
      ...{ requestId: 'find-me-again', ip: '127.0.0.1', userAgent: 'curl/8.9' },
      at: new Date(TEST_NOW_MS).toISOString(),
      apiKey: { name: 'Main' },
    })
    expect((await place.member.get(`~/request-logs/${log.id}`)).json).toEqual({ ...log, hints: [] })
  })

  it('names the session that a request made or asked for', async () => {
    const place = await aPlace()
    const made = await server.request('POST', '/v1/sessions', { key: place.key, body: APPLICANT })
    await server.request('GET', `/v1/sessions/${made.json.id}`, { key: place.key })
    const logs = await logsOf(place, 2)
    expect(logs.map((log: { sessionId: string }) => log.sessionId)).toEqual([made.json.id, made.json.id])
    expect(logs[0].path).toBe(`/v1/sessions/${made.json.id}`)
    expect(logs[0].route).toBe('/v1/sessions/:id')
  })

  it('keeps 402, 403 and 429 with their error, and no 401', async () => {
    const place = await aPlace()
    const actor = { kind: 'operator' as const, organizationId: place.organization.id }
    const { key: narrow } = await createApiKey(server.ctx, actor, {
      environment: 'live',
      name: 'N',
      scopes: ['checks:write'],
    })
    await server.request('GET', '/v1/sessions', { key: narrow })
    await server.request('GET', '/v1/sessions', { key: `${narrow}x` })
    await setOrganizationLimits(server.ctx, actor, { dailyQuota: 1 })
    await verify(place)
    const logs = await logsOf(place, 2)
    expect(logs.map((log: { status: number; error: object }) => [log.status, log.error])).toEqual([
      [429, { code: 'quota_exceeded', title: 'Daily quota exceeded' }],
      [403, { code: 'scope_missing', title: 'The scope that the request needs is missing' }],
    ])
  })

  it('filters by status, class, method, key, route, request id, session and time', async () => {
    const place = await aPlace()
    const { json: session } = await server.request('POST', '/v1/sessions', { key: place.key, body: APPLICANT })
    await server.request('GET', `/v1/sessions/${session.id}`, {
      key: place.key,
      headers: { 'x-request-id': 'the-one-asked' },
    })
    await server.request('POST', '/v1/sessions', { key: place.key, body: {} })
    const [{ apiKey }] = await logsOf(place, 3)
    const count = async (query: string) => (await place.member.get(`~/request-logs?${query}`)).json.items.length
    const noon = encodeURIComponent(new Date(TEST_NOW_MS).toISOString())
    expect(await count('status=4xx')).toBe(1)
    expect(await count('status=400')).toBe(1)
    expect(await count('status=404')).toBe(0)
    expect(await count('method=POST')).toBe(2)
    expect(await count(`apiKeyId=${apiKey.id}`)).toBe(3)
    expect(await count(`apiKeyId=${session.id}`)).toBe(0)
    expect(await count(`route=${encodeURIComponent('/v1/sessions/:id')}`)).toBe(1)
    expect(await count('requestId=the-one-asked')).toBe(1)
    expect(await count(`sessionId=${session.id}`)).toBe(2)
    expect(await count(`from=${noon}`)).toBe(3)
    expect(await count(`to=${noon}`)).toBe(0)
    expect((await place.member.get('~/request-logs?status=9xx')).status).toBe(400)
  })

  it('stores no key and nobody’s personal data, wherever a caller puts them', async () => {
    const place = await aPlace()
    const { key } = place
    const headers = {
      'user-agent': `app (+${APPLICANT.email}) ${key}`,
      'x-request-id': key.slice(0, 60),
      cookie: `name=${APPLICANT.lastName}`,
    }
    const urls = [
      `/v1/sessions/${APPLICANT.email}`,
      `/v1/sessions/${APPLICANT.lastName}?key=${key}`,
      `/v1/sessions?externalId=${APPLICANT.lastName}&${APPLICANT.firstName}=1&limit=5&${key}`,
      `/v1/sessions?externalId=${encodeURIComponent(APPLICANT.phone)}`,
    ]
    for (const url of urls) await server.request('GET', url, { key, headers })
    await server.request('POST', '/v1/sessions', { key, headers, body: { ...APPLICANT, metadata: { key } } })
    await server.request('POST', `/v1/sessions?name=${APPLICANT.lastName}`, { key, headers, body: APPLICANT })
    const logs = await logsOf(place, urls.length + 2)
    const stored = await storedText(place)
    expect(stored).toContain('/v1/sessions')
    for (const secret of [...Object.values(APPLICANT), '15192223333', key, key.slice(0, 20)])
      expect(stored).not.toContain(secret)
    const paths = logs.map((log: { path: string }) => log.path)
    expect(paths).toContain('/v1/sessions/:id')
    expect(paths).toContain(
      '/v1/sessions?externalId=[redacted]&[redacted]=[redacted]&limit=[redacted]&[redacted]=[redacted]',
    )
  })

  it('tells which fields were wrong and why, without a word of what was sent', async () => {
    const place = await aPlace()
    const { key } = place
    const body = { firstName: '', email: 'Rossi', phone: APPLICANT.lastName, steps: APPLICANT.firstName }
    const answers = [
      await server.request('POST', '/v1/sessions', { key, body }),
      await server.request('POST', '/v1/webhook-endpoints', {
        key,
        body: { url: `ftp://${APPLICANT.lastName}.example` },
      }),
      await server.request('GET', `/v1/sessions?limit=${APPLICANT.lastName}`, { key }),
      await server.request('POST', '/v1/sessions', { key, body: { [`${APPLICANT.lastName}\0`]: 'x' } }),
    ]
    const hintsOf = ({ id }: { id: string }) => place.member.get(`~/request-logs/${id}`).then(({ json }) => json.hints)
    const logs = (await logsOf(place, answers.length)).reverse()
    const [session, endpoint, list, unstorable] = await Promise.all(logs.map(hintsOf))
    expect(session).toEqual(answers[0]?.json.hints)
    expect(session.map(({ path }: { path: string[] }) => path[0])).toEqual(['firstName', 'lastName', 'email', 'phone'])
    expect(endpoint).toMatchObject([{ path: ['url'] }])
    expect(list).toMatchObject([{ path: ['limit'] }])
    expect(unstorable).toMatchObject([{ code: 'invalid_text', path: [] }])
    const stored = (await storedText(place)).toLowerCase()
    for (const sent of [APPLICANT.firstName, APPLICANT.lastName, 'Rossi'])
      expect(stored).not.toContain(sent.toLowerCase())
  })

  it('groups errors by code and route, with how often, first and last', async () => {
    const place = await aPlace()
    const ask = (url: string) => server.request('GET', url, { key: place.key })
    await ask('/v1/sessions?limit=0')
    server.clock.advance(60_000)
    await ask('/v1/sessions?limit=0')
    await ask('/v1/events/none')
    await ask('/v1/auth/verify')
    const logs = await logsOf(place, 4)
    const { groups, isWhole } = (await place.member.get('~/request-errors')).json
    expect(isWhole).toBe(true)
    const [first, last] = [TEST_NOW_MS, TEST_NOW_MS + 60_000].map((ms) => new Date(ms).toISOString())
    expect(groups).toEqual([
      {
        ...{ code: 'not_found', title: expect.any(String), status: 404, method: 'GET', route: '/v1/events/:id' },
        ...{ times: 1, firstAt: last, lastAt: last, lastId: logs[1].id },
      },
      {
        ...{ code: 'validation_failed', title: expect.any(String), status: 400, method: 'GET', route: '/v1/sessions' },
        ...{ times: 2, firstAt: first, lastAt: last, lastId: logs[2].id },
      },
    ])
    server.clock.advance(-60_000)
    expect((await place.member.get('~/request-errors?environment=sandbox')).json.groups).toEqual([])
  })

  it('shows each environment by itself', async () => {
    const place = await aPlace('sandbox')
    await verify(place)
    await logsOf(place, 1, '&environment=sandbox')
    expect((await place.member.get('~/request-logs')).json.items).toEqual([])
  })
})

describe('GET ~/usage/…', () => {
  it('agrees with the limiter: what is used today, what was refused by which limit, and the peak of both', async () => {
    const place = await aPlace()
    const answers = await Promise.all(Array.from({ length: 60 }, () => verify(place)))
    const admitted = answers.filter(({ status }) => status === 200)
    expect(admitted.length).toBeLessThan(60)
    const summary = async () => (await place.member.get('~/usage/summary?range=1h')).json
    await until(async () => (await summary()).requests === 60, SOON_MS)
    expect(await summary()).toMatchObject({
      limits: { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 },
      today: { used: admitted.length, quota: 10_000, resetsAt: '2026-11-25T00:00:00.000Z' },
      peak: { offered: 60, admitted: admitted.length },
      ...{
        refusedByRate: 60 - admitted.length,
        refusedByQuota: 0,
        clientErrors: 0,
        serverErrors: 0,
        hasRequests: true,
      },
    })
    expect((await summary()).latency.p95Ms).toBeGreaterThanOrEqual((await summary()).latency.p50Ms)
    const left = answers.map(({ headers }) => Number(/"day";r=(\d+)/.exec(String(headers.ratelimit))?.[1]))
    expect(10_000 - Math.min(...left)).toBe(admitted.length)
  })

  it('draws every bucket of each range, the current one last, and days with their quota', async () => {
    const place = await aPlace()
    await verify(place)
    await logsOf(place, 1)
    const shapes = {
      '1h': [60, 60],
      '24h': [96, 900],
      '7d': [84, 7200],
      '30d': [30, 86_400],
      '90d': [90, 86_400],
    } as const
    for (const [range, [count, bucketSeconds]] of Object.entries(shapes)) {
      const { json } = await place.member.get(`~/usage/series?range=${range}`)
      expect([json.points.length, json.bucketSeconds]).toEqual([count, bucketSeconds])
      expect(json.points.at(-1)).toMatchObject({ requests: 1, peak: { offered: 1, admitted: 1 } })
      expect(json.points.at(0)).toMatchObject({ requests: 0, peak: { offered: 0, admitted: 0 } })
      expect(json.quotaPerBucket).toBe(bucketSeconds === 86_400 ? 10_000 : undefined)
    }
  })

  it('tells keys and endpoints apart, the busiest first', async () => {
    const place = await aPlace()
    for (let count = 0; count < 3; count++) await verify(place)
    await server.request('GET', '/v1/sessions/unknown', { key: place.key })
    await logsOf(place, 4)
    const keys = (await place.member.get('~/usage/breakdown?by=key')).json.items
    expect(keys).toMatchObject([{ apiKey: { name: 'Main' }, requests: 4, clientErrors: 1 }])
    const endpoints = (await place.member.get('~/usage/breakdown?by=endpoint')).json.items
    expect(endpoints).toMatchObject([
      { endpoint: { method: 'GET', route: '/v1/auth/verify' }, requests: 3, clientErrors: 0 },
      { endpoint: { method: 'GET', route: '/v1/sessions/:id' }, requests: 1, clientErrors: 1 },
    ])
    expect(endpoints[0].latency.p50Ms).toBeGreaterThan(0)
  })

  it('answers the stretch before only when it is asked for', async () => {
    const { member } = await aPlace()
    const plain = (await member.get('~/usage/summary?range=1h')).json
    expect(plain).not.toHaveProperty('previous')
    expect(plain.today).not.toHaveProperty('usedYesterday')
    const compared = (await member.get('~/usage/summary?range=1h&compare=previous')).json
    expect(compared).toMatchObject({ previous: { requests: 0 }, today: { usedYesterday: 0 } })
    const { points } = (await member.get('~/usage/series?range=1h&compare=previous')).json
    expect(points[0].previousRequests).toBe(0)
    expect((await member.get('~/usage/summary?compare=next')).status).toBe(400)
  })

  it('begins with nothing, and says so', async () => {
    const { member } = await aPlace()
    const { json } = await member.get('~/usage/summary')
    expect(json).toMatchObject({ requests: 0, hasRequests: false, today: { used: 0 } })
    expect(json.latency).toBeUndefined()
  })

  it('is refused to reviewers', async () => {
    const { organization } = await aPlace()
    const reviewer = await signUpMember(server, { organizationId: organization.id, role: 'reviewer' })
    for (const path of ['usage/summary', 'usage/series', 'usage/breakdown?by=key', 'usage/workflows', 'request-logs']) {
      expect((await reviewer.get(`~/${path}`)).json.code, path).toBe('scope_missing')
    }
  })
})
