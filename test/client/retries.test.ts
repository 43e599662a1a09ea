import { afterEach, describe, expect, it } from 'vitest'
import { type Client, type ClientOptions, createClient } from '../../client/client.ts'
import {
  NetworkError,
  OpenIdvError,
  RateLimitError,
  ServiceUnavailableError,
  TimeoutError,
} from '../../client/errors.ts'
import { answer, type Edge, openEdge, reset, type Step, silence, stall } from './edge.ts'
import { recordedTiming } from './recorded-timing.ts'

const PERSON = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
const VERIFIED = { valid: true, organization: { id: 'o', name: 'Acme', status: 'active' } }
const CREATED = { id: 's', session_url: 'https://idv.example.com/v/x' }

let edge: Edge
afterEach(() => edge.close())

async function meet(steps: readonly Step[], options: Partial<ClientOptions> = {}, timing = recordedTiming()) {
  edge = await openEdge(...steps)
  const client: Client = createClient({ baseUrl: edge.url, apiKey: 'sk_live_word', timing, ...options })
  return { client, waits: timing.waits }
}

describe('a request that may succeed later', () => {
  it('is sent again after a 429, no sooner than Retry-After says', async () => {
    const { client, waits } = await meet([answer(429, {}, { 'retry-after': '7' }), answer(200, VERIFIED)])
    expect(await client.auth.verify()).toEqual(VERIFIED)
    expect([waits, edge.seen.length]).toEqual([[7000], 2])
  })

  it('waits until the date that Retry-After names, and at most 60 s', async () => {
    const steps = ['Tue, 24 Nov 2026 12:00:09 GMT', 'Tue, 24 Nov 2026 18:00:00 GMT'].map((date) =>
      answer(503, {}, { 'retry-after': date }),
    )
    const { client, waits } = await meet([...steps, answer(200, VERIFIED)])
    await client.auth.verify()
    expect(waits).toEqual([9000, 60_000])
  })

  it('waits twice as long each time, by chance', async () => {
    const { client, waits } = await meet([answer(500, {})], {}, recordedTiming(0.5))
    await expect(client.auth.verify()).rejects.toBeInstanceOf(ServiceUnavailableError)
    expect(waits).toEqual([250, 500, 1000])
  })

  it('fails with the last answer when four attempts got a 500', async () => {
    const { client } = await meet([answer(500, { message: 'Broken', code: 'internal_error' })])
    const error = await client.auth.verify().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ServiceUnavailableError)
    expect(error).toMatchObject({ status: 500, code: 'internal_error', message: 'Broken' })
    expect(edge.seen).toHaveLength(4)
  })

  it('is sent again when the connection breaks before or in the middle of the answer', async () => {
    const half: Step = (_request, reply) => {
      reply.writeHead(200, { 'content-length': '100' }).write('{', () => reply.socket?.resetAndDestroy())
    }
    const { client } = await meet([reset, half, answer(200, VERIFIED)])
    expect(await client.auth.verify()).toEqual(VERIFIED)
    expect(edge.seen).toHaveLength(3)
  })

  it('is a NetworkError when the connection breaks each time, or nobody listens', async () => {
    const { client } = await meet([reset])
    const error = await client.auth.verify().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ code: 'network_failed', status: undefined })
    expect(edge.seen).toHaveLength(4)

    const closed = await openEdge(silence)
    await closed.close()
    const lonely = createClient({ baseUrl: closed.url, apiKey: 'sk_live_word', timing: recordedTiming() })
    await expect(lonely.auth.verify()).rejects.toThrow(/ECONNREFUSED/)
  })

  it.for([
    ['never answered', silence],
    ['answered in part', stall],
  ] as const)('is a TimeoutError when it is %s, after as many attempts', async ([, step]) => {
    const { client, waits } = await meet([step], { timeoutMs: 400, maxRetries: 1 })
    const error = await client.auth.verify().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ code: 'timed_out', message: 'No answer within 400 ms', status: undefined })
    expect(waits).toHaveLength(1)
  })

  it('keeps one Idempotency-Key, one request id and one body over all of its attempts', async () => {
    const { client } = await meet([reset, answer(500, {}), answer(429, {}), answer(200, CREATED)])
    await client.sessions.create(PERSON)
    for (const name of ['idempotency-key', 'x-request-id']) {
      const values = new Set(edge.seen.map(({ headers }) => headers[name]))
      expect(values.size).toBe(1)
      expect([...values][0]).toMatch(/^[0-9a-f-]{36}$/)
    }
    expect(edge.seen.map(({ body }) => body)).toEqual(Array.from({ length: 4 }, () => JSON.stringify(PERSON)))
  })

  it.for(['idempotency_running', 'IDEMPOTENCY_RUNNING'])(
    'waits for its first attempt when that is still at work: %s',
    async (code) => {
      const running = answer(409, { code }, { 'retry-after': '1' })
      const { client, waits } = await meet([reset, running, answer(200, CREATED)])
      expect(await client.sessions.create(PERSON)).toEqual(CREATED)
      expect(waits).toEqual([0, 1000])
    },
  )
})

describe('a request that would fail again', () => {
  it.for([301, 400, 401, 402, 403, 404, 409, 410, 413, 415, 422, 501])(
    'is sent once when it is answered %d',
    async (status) => {
      const { client, waits } = await meet([answer(status, { code: 'some_code' })])
      await expect(client.sessions.create(PERSON)).rejects.toMatchObject({ status, code: 'some_code' })
      expect([waits, edge.seen.length]).toEqual([[], 1])
    },
  )

  it.for(['quota_exceeded', 'QUOTA_EXCEEDED'])(
    'is not tried again in a day that is used up, unless it ends soon: %s',
    async (code) => {
      const spent = (ms: number) => answer(429, { code, violated_policies: ['day'], retry_after_ms: ms })
      const { client } = await meet([spent(60_001)])
      const error = await client.auth.verify().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(RateLimitError)
      expect(error).toMatchObject({ code, retryAfterMs: 60_001, violatedPolicies: ['day'] })
      expect(edge.seen).toHaveLength(1)
      await edge.close()

      const soon = await meet([spent(60_000), answer(200, VERIFIED)])
      expect(await soon.client.auth.verify()).toEqual(VERIFIED)
    },
  )

  it('is refused when the answer is not JSON', async () => {
    const { client } = await meet([(_request, reply) => void reply.end('<html>')])
    const error = await client.auth.verify().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OpenIdvError)
    expect(error).toMatchObject({ code: 'answer_unexpected', status: 200 })
  })
})

describe('a call', () => {
  it('takes an idempotency key of the caller', async () => {
    const { client } = await meet([answer(200, CREATED)])
    await client.sessions.create(PERSON, { idempotencyKey: 'order-17' })
    expect(edge.seen[0]?.headers['idempotency-key']).toBe('order-17')
  })

  it('has an idempotency key of its own for each POST, and none for a GET', async () => {
    const { client } = await meet([answer(200, {})])
    await client.sessions.create(PERSON)
    await client.sessions.create(PERSON)
    await client.sessions.retrieve('s')
    const [first, second, third] = edge.seen.map(({ headers }) => headers['idempotency-key'])
    expect(first).not.toBe(second)
    expect(third).toBeUndefined()
  })

  it('may choose its own retries and time', async () => {
    const { client, waits } = await meet([silence])
    await expect(client.auth.verify({ maxRetries: 0, timeoutMs: 30 })).rejects.toThrow('30 ms')
    expect(waits).toEqual([])
  })

  it('ends with the reason of its signal: before, during and between attempts', async () => {
    const reason = new Error('The user left')
    const { client } = await meet([silence])
    await expect(client.auth.verify({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(edge.seen).toHaveLength(0)

    const during = new AbortController()
    const call = client.auth.verify({ signal: during.signal })
    setTimeout(() => during.abort(reason), 30)
    await expect(call).rejects.toBe(reason)
    await edge.close()

    edge = await openEdge(answer(503, {}, { 'retry-after': '60' }))
    const between = new AbortController()
    const waiting = createClient({ baseUrl: edge.url, apiKey: 'sk_live_word' }).auth.verify({ signal: between.signal })
    setTimeout(() => between.abort(reason), 50)
    await expect(waiting).rejects.toBe(reason)
  })

  it('sends by the fetch that it was given', async () => {
    const { client } = await meet([answer(200, VERIFIED)], {
      fetch: (url, init) => fetch(String(url).replace('/verify', '/other'), init),
    })
    await client.auth.verify()
    expect(edge.seen[0]?.path).toBe('/v1/auth/other')
  })

  it('escapes ids, and keeps the path of its base URL', async () => {
    edge = await openEdge(answer(200, {}))
    const client = createClient({ baseUrl: `${edge.url}/idv/`, apiKey: 'sk_live_word' })
    await client.sessions.retrieve('../x?y')
    expect(edge.seen[0]?.path).toBe('/idv/v1/sessions/..%2Fx%3Fy')
  })
})
