import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createClient } from '../../client/client.ts'
import { answer, type Edge, openEdge, reset, type Step, silence } from './edge.ts'
import { recordedTiming } from './recorded-timing.ts'

const KEY = 'sk_live_TheSecretOfTheTest0123456789'

const edges: Edge[] = []
afterEach(async () => {
  for (const edge of edges.splice(0)) await edge.close()
})

async function open(step: Step): Promise<Edge> {
  const edge = await openEdge(step)
  edges.push(edge)
  return edge
}

/** All that a log or a report of errors could make of it. */
function showEverywhere(value: unknown): string {
  const texts = [String(value), inspect(value, { depth: 20, showHidden: true, getters: true }), JSON.stringify(value)]
  if (value instanceof Error)
    texts.push(value.message, value.stack ?? '', JSON.stringify(value, Object.getOwnPropertyNames(value)))
  return texts.join('\n')
}

describe('the API key', () => {
  it('is shown by nothing of the client', () => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1', apiKey: KEY })
    expect(showEverywhere(client)).not.toContain(KEY)
    expect(showEverywhere(client.sessions)).not.toContain(KEY)
  })

  it.for([
    ['a refusal', answer(401, { detail: 'Invalid or missing API key' })],
    ['a bad request', answer(400, { message: 'No', code: 'validation_failed', hints: [] })],
    ['a broken connection', reset],
    ['silence', silence],
  ] as const)('is shown by no error of %s', async ([, step]) => {
    const { url } = await open(step)
    const client = createClient({ baseUrl: url, apiKey: KEY, timeoutMs: 50, timing: recordedTiming() })
    const error = await client.auth.verify().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(showEverywhere(error)).not.toContain(KEY)
  })

  it('is shown by no error of a fetch that talks', async () => {
    const talkative: typeof fetch = async (_url, init) => {
      throw Object.assign(new Error(`failed with ${KEY}`), { init, code: KEY })
    }
    const client = createClient({
      baseUrl: 'http://127.0.0.1:1',
      apiKey: KEY,
      fetch: talkative,
      timing: recordedTiming(),
    })
    const error = await client.auth.verify().catch((thrown: unknown) => thrown)
    expect(showEverywhere(error)).not.toContain(KEY)
  })

  it.for([`${KEY}\n`, `${KEY} `, `${KEY}ü`, ''])('that cannot be a header is refused at once, unseen: %j', (apiKey) => {
    const make = () => createClient({ baseUrl: 'http://127.0.0.1:1', apiKey })
    expect(make).toThrow(TypeError)
    expect(make).toThrow(expect.not.objectContaining({ message: expect.stringContaining('TheSecret') }))
  })

  it('does not follow a redirect to another host', async () => {
    const elsewhere = await open(answer(200, {}))
    const { url } = await open(answer(307, {}, { location: elsewhere.url }))
    const client = createClient({ baseUrl: url, apiKey: KEY })
    await expect(client.auth.verify()).rejects.toMatchObject({ status: 307 })
    expect(elsewhere.seen).toEqual([])
  })

  it('is not sent with the bytes of an upload', async () => {
    const storage = await open(answer(200, { fileKey: 'f' }))
    const { url } = await open(answer(200, { uploads: [{ uploadUrl: `${storage.url}/f`, fileKey: 'f' }] }))
    const client = createClient({ baseUrl: url, apiKey: KEY })
    expect(await client.uploads.put(Uint8Array.of(0xff, 0xd8, 0xff))).toBe('f')
    expect(storage.seen).toHaveLength(1)
    expect(storage.seen[0]).toMatchObject({ method: 'PUT', headers: { 'content-type': 'image/jpeg' } })
    expect(JSON.stringify(storage.seen)).not.toContain(KEY)
  })
})

describe('createClient', () => {
  it.for([
    'idv.example.com',
    'ftp://idv.example.com',
    'https://a:b@idv.example.com',
    'https://idv.example.com?x=1',
    '',
  ])('refuses a base URL that is none: %j', (baseUrl) => {
    expect(() => createClient({ baseUrl, apiKey: KEY })).toThrow(TypeError)
  })
})
