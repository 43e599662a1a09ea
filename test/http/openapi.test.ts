import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import type { OpenApiDocument, Operation } from '../../src/http/openapi-document.ts'
import * as wire from '../harness/sdk-wire.ts'
import { type Method, startTestServer, type TestServer } from '../harness/server.ts'

const UNKNOWN_ID = 'c0ffee00-0000-4000-8000-000000000001'

let server: TestServer
let key: string
let document: OpenApiDocument
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  key = server.organization.liveKey
  document = (await server.request('GET', '/v1/openapi.json')).json
})
afterAll(() => server.close())

function operations(): Array<readonly [method: Method, path: string, operation: Operation]> {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method.toUpperCase() as Method, path, operation] as const),
  )
}

function exampleOf(operationId: string, status: string): unknown {
  const [, , operation] = operations().find(([, , each]) => each.operationId === operationId) ?? []
  return operation?.responses[status]?.content?.['application/json']?.example
}

describe('GET /v1/openapi.json', () => {
  it('200: without a key, the server’s own address in it', async () => {
    const answer = await server.request('GET', '/v1/openapi.json')
    expect([answer.status, answer.json.openapi, answer.json.servers]).toEqual([
      200,
      '3.1.0',
      [{ url: 'http://openidv.test' }],
    ])
    expect(answer.headers['content-type']).toContain('application/json')
  })

  it('is for reading only, and nothing else under /v1 is open', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await server.request(method, '/v1/openapi.json', { key })
      expect([method, answer.status, answer.json.code]).toEqual([method, 404, 'not_found'])
    }
    for (const [method, path] of operations().filter(([, each]) => each.startsWith('/v1/'))) {
      // So that the address is not refused for its many failures.
      server.clock.advance(60_000)
      expect([path, (await server.request(method, path.replace(/\{\w+\}/g, UNKNOWN_ID))).status]).toEqual([path, 401])
    }
  })
})

describe('GET /docs', () => {
  it('200: a page that reads the document, and loads nothing from elsewhere', async () => {
    for (const url of ['/docs', '/docs/']) {
      const page = await server.request('GET', url, { headers: { accept: 'text/html' } })
      expect([page.status, String(page.headers['content-type'])]).toEqual([200, expect.stringContaining('text/html')])
      expect(page.text).toContain('/v1/openapi.json')
      expect(page.text).toContain('<script src="/docs/js/scalar.js">')
      expect(page.text).not.toMatch(/https?:\/\//)
      const policy = String(page.headers['content-security-policy'])
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
      // The policy would keep a script in the page from running.
      expect(page.text).not.toMatch(/<script(?! src=)|\son\w+=/)
    }
    const script = await server.request('GET', '/docs/js/scalar.js')
    expect([script.status, String(script.headers['content-type'])]).toEqual([
      200,
      expect.stringContaining('javascript'),
    ])
  })
})

describe('the examples', () => {
  it('of requests are taken by their routes: no field of theirs is wrong', async () => {
    const tried: string[] = []
    for (const [method, path, { operationId = '', requestBody }] of operations()) {
      const body = requestBody?.content?.['application/json']?.example
      if (body === undefined) continue
      tried.push(operationId)
      const url = path.replace('{step}', 'FACE_LIVENESS').replace(/\{\w+\}/g, UNKNOWN_ID)
      const holder = url.startsWith('/v1/sandbox/') ? server.organization.sandboxKey : key
      const answer = await server.request(method, url, { key: holder, body })
      // What they name may not exist; what they are must be right.
      expect([operationId, [200, 201, 404].includes(answer.status), answer.text]).toEqual([
        operationId,
        true,
        answer.text,
      ])
    }
    expect(tried).toContain('createSession')
    expect(tried.length).toBeGreaterThan(8)
  })

  it.each([
    ['createSession', '200', wire.created],
    ['createSession', '200', wire.createdCamel],
    ['retrieveSession', '200', wire.retrieved],
    ['updateSessionStatus', '200', wire.updated],
    ['listSessions', '200', wire.listed],
    ['createWorkflow', '201', wire.workflow],
    ['listWorkflows', '200', wire.workflows],
  ] as ReadonlyArray<[string, string, z.ZodType]>)('of %s %s are what clients parse', (operationId, status, schema) => {
    expect(() => schema.parse(exampleOf(operationId, status))).not.toThrow()
  })

  it('of direct calls are what the released SDK parses', () => {
    for (const [path, schema] of Object.entries(wire.direct)) {
      const { operationId = '' } = document.paths[path]?.post ?? {}
      expect([path, schema.safeParse(exampleOf(operationId, '200')).error]).toEqual([path, undefined])
    }
  })

  it('of answers have the keys of the real ones', async () => {
    const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', externalId: 'a' }
    const created = await server.request('POST', '/v1/sessions', { key, body })
    expect(keysOf(exampleOf('createSession', '200'))).toEqual(keysOf(created.json))
    const workflow = { name: 'One', steps: [{ id: 'FACE_LIVENESS' }] }
    const made = await server.request('POST', '/v1/workflows', { key, body: workflow })
    expect(keysOf(exampleOf('createWorkflow', '201'))).toEqual(keysOf(made.json))
    const verified = await server.request('GET', '/v1/auth/verify', { key })
    expect(keysOf(exampleOf('verifyKey', '200'))).toEqual(keysOf(verified.json))
  })
})

/** Every path of keys in a value, through the first element of its lists. */
function keysOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return keysOf(value[0], `${at}[]`)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .flatMap(([name, inner]) => [`${at}.${name}`, ...keysOf(inner, `${at}.${name}`)])
    .sort()
}

describe('a real record', () => {
  it('has only keys that its schema describes, in snake_case', async () => {
    const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', externalId: 'a' }
    const { id } = (await server.request('POST', '/v1/sessions', { key, body })).json
    const { session_record: record, user } = (await server.request('GET', `/v1/sessions/${id}`, { key })).json
    for (const [name, value] of [
      ['SessionRecord', record],
      ['Person', user],
    ]) {
      const schema = document.components.schemas[name] as { properties: object; required: string[] }
      const snake = Object.keys(value).filter((each) => each === each.toLowerCase())
      expect(snake.filter((each) => !(each in schema.properties))).toEqual([])
      expect(schema.required.filter((each) => !(each in value))).toEqual([])
    }
  })
})
