import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listContractOperations, sameOperation } from '../../src/http/contract-operations.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { type Method, startTestServer, type TestServer, until } from '../harness/server.ts'

const ID = 'c0ffee00-0000-4000-8000-000000000001'

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  key = server.organization.liveKey
})
afterAll(() => server.close())

/** Operations of the contract that openapi.json lacks, with an id for every name in their path. */
async function listMissing(): Promise<Array<readonly [operation: string, method: Method, url: string]>> {
  const { paths } = (await server.request('GET', '/v1/openapi.json')).json
  const built = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => sameOperation(`${method.toUpperCase()} ${path}`)),
  )
  const missing = listContractOperations().filter((each) => !built.includes(sameOperation(each)))
  return missing.map((operation) => {
    const [method, path = ''] = operation.split(' ')
    return [operation, method as Method, path.replace(/\{\w+\}/g, ID)] as const
  })
}

describe('an operation of the contract that is not built', () => {
  it('401: without a key, as every other', async () => {
    for (const [operation, method, url] of await listMissing()) {
      // So that the address is not refused for its many failures.
      server.clock.advance(60_000)
      const answer = await server.request(method, url)
      expect([operation, answer.status, answer.text]).toEqual([
        operation,
        401,
        '{"detail":"Invalid or missing API key"}',
      ])
    }
  })

  it('404: names itself by its template and points to what is covered, whatever the body is', async () => {
    const missing = await listMissing()
    expect(missing.length).toBeGreaterThan(40)
    for (const [operation, method, url] of missing) {
      const { status, json } = await server.request(method, url, {
        key,
        ...(method !== 'GET' && { body: '{"half', headers: { 'content-type': 'application/json' } }),
      })
      const message = `This installation does not implement ${operation}. See docs/coverage.md for what it covers`
      expect([status, json.code, json.message, json.error]).toEqual([404, 'not_implemented', message, message])
    }
  })

  it('404: with every key in force, and a body of any kind', async () => {
    const actor = { kind: 'operator' as const, organizationId: server.organization.id }
    const scopes = ['sessions:read' as const]
    const reader = await createApiKey(server.ctx, actor, { environment: 'live', name: 'reader', scopes })
    for (const each of [reader.key, server.organization.sandboxKey]) {
      const body = '<transactions/>'
      const headers = { 'content-type': 'application/xml', 'idempotency-key': 'once' }
      const answer = await server.request('POST', '/v1/aml/transactions', { key: each, body, headers })
      expect([answer.status, answer.json.code]).toEqual([404, 'not_implemented'])
    }
  })

  it('is in the request log by its template', async () => {
    await server.request('GET', `/v1/credit-checks/${ID}`, { key })
    const line = server.logLines.map((each) => JSON.parse(each)).findLast((each) => each.msg === 'request')
    expect([line.path, line.status]).toEqual(['/v1/credit-checks/:id', 404])
    const find = () =>
      server.ctx.db.selectFrom('requestLogs').select('errorCode').where('route', '=', '/v1/credit-checks/:id').execute()
    await until(async () => (await find()).length > 0)
    expect((await find())[0]?.errorCode).toBe('not_implemented')
  })
})

describe('a route outside of the contract', () => {
  it('404: stays not found, and is named by a template or by its plain words', async () => {
    const cases = [
      ['GET', '/v1/nothing', 'There is no GET /v1/nothing'],
      ['DELETE', `/v1/sessions/${ID}`, 'There is no DELETE /v1/sessions/{id}'],
      ['PUT', '/v1/financial/externalId/L898902C3?name=x', 'There is no PUT /v1/financial/externalId/{externalId}'],
      ['POST', `/v1/workflows/${ID}/copies`, 'There is no POST /v1/workflows/…/copies'],
    ] as const
    for (const [method, url, message] of cases) {
      const { status, json } = await server.request(method, url, { key })
      expect([status, json.code, json.message]).toEqual([404, 'not_found', message])
    }
    expect(server.logLines.join('\n')).not.toContain('redacted')
  })
})
