import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as wire from '../harness/sdk-wire.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_BURST: '100000', OPENIDV_RATE_PER_SECOND: '100000' })
  key = server.organization.liveKey
})
afterAll(() => server.close())

type Method = Parameters<TestServer['request']>[0]
function call(method: Method, path: string, body?: unknown): Promise<TestAnswer> {
  return server.request(method, path, {
    key,
    headers: { accept: 'application/json' },
    ...(body !== undefined && { body }),
  })
}

/** Clients follow 2xx by parsing JSON, whatever the number is. */
async function ok(answer: Promise<TestAnswer>): Promise<TestAnswer> {
  const { status, json, text } = await answer
  if (status < 200 || status > 299) throw new Error(text)
  expect(json).toBeTypeOf('object')
  return answer
}

const camelBody = {
  firstName: 'Anna',
  lastName: 'Eriksson',
  email: 'anna@example.com',
  phone: '+15192223333',
  externalId: 'user-1',
  sendEmailInvite: false,
  sendPhoneInvite: false,
  redirectUrl: 'https://example.com/done?a=1',
  expiresInHours: 24,
}
const snakeBody = Object.fromEntries(
  Object.entries(camelBody).map(([name, value]) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value]),
)

async function setSubmitted(id: string): Promise<void> {
  await server.ctx.db
    .updateTable('sessions')
    .set({ status: 'SUBMITTED' })
    .where('id', '=', id as never)
    .execute()
}

describe('the released SDK', () => {
  it('creates, retrieves, lists by offset and status, and changes the status by PATCH {status}', async () => {
    const made = wire.createdCamel.parse((await ok(call('POST', '/v1/sessions', camelBody))).json)
    expect(made.externalId).toBe('user-1')
    const got = wire.retrievedCamel.parse((await ok(call('GET', `/v1/sessions/${made.id}`))).json)
    expect(got.sessionRecord).toMatchObject({ id: made.id, externalId: 'user-1', status: 'PENDING' })
    expect(got.user).toMatchObject({ firstName: 'Anna', email: 'anna@example.com' })
    const page = wire.listedCamel.parse((await ok(call('GET', '/v1/sessions?limit=1&offset=0&status=PENDING'))).json)
    expect([page.data[0]?.id, page.limit, page.offset]).toEqual([made.id, 1, 0])
    await setSubmitted(made.id)
    for (const status of ['REJECTED', 'VERIFIED', 'VOIDED']) {
      const answer = await ok(call('PATCH', `/v1/sessions/${made.id}`, { status }))
      expect(wire.retrievedCamel.parse(answer.json).sessionRecord.status).toBe(status)
    }
  })
})

describe('the snake_case clients', () => {
  it('create, retrieve, list by cursor, and change the status by update-status', async () => {
    const made = wire.created.parse((await ok(call('POST', '/v1/sessions', snakeBody))).json)
    const got = wire.retrieved.parse((await ok(call('GET', `/v1/sessions/${made.id}`))).json)
    expect(got.session_record).toMatchObject({
      id: made.id,
      external_id: 'user-1',
      type: 'verification',
      redirect_url: snakeBody.redirect_url,
      expires_at: made.expires_at,
    })
    const page = wire.listed.parse((await ok(call('GET', '/v1/sessions?limit=1'))).json)
    const next = await ok(call('GET', `/v1/sessions?limit=1&next_token=${encodeURIComponent(page.next_token ?? '')}`))
    expect(wire.listed.parse(next.json).sessions[0]?.id).not.toBe(page.sessions[0]?.id)
    await setSubmitted(made.id)
    const answer = await ok(call('PATCH', `/v1/sessions/${made.id}/update-status`, { new_status: 'VERIFIED' }))
    expect(wire.updated.parse(answer.json).session_record.status).toBe('VERIFIED')
  })

  it('find the same record in a list, a retrieval and a change of status', async () => {
    const made = (await ok(call('POST', '/v1/sessions', { ...snakeBody, external_id: 'same' }))).json
    await setSubmitted(made.id)
    const changed = (await ok(call('PATCH', `/v1/sessions/${made.id}`, { status: 'REJECTED' }))).json
    const got = (await ok(call('GET', `/v1/sessions/${made.id}`))).json
    const listed = (await ok(call('GET', '/v1/sessions?external_id=same'))).json
    expect(changed).toEqual(got)
    expect(listed.sessions).toEqual([got.session_record])
    expect(listed.data).toEqual([got.sessionRecord])
  })

  it('meet no null anywhere but next_token', async () => {
    const made = (await ok(call('POST', '/v1/sessions', { ...snakeBody, external_id: undefined }))).json
    const answers = [
      made,
      (await call('GET', `/v1/sessions/${made.id}`)).json,
      (await call('GET', '/v1/sessions')).json,
    ]
    expect(JSON.stringify(answers).replaceAll('"next_token":null', '')).not.toContain('null')
  })
})

describe('the public regression collection', () => {
  it('finds health without a key and an array of workflows', async () => {
    expect((await server.request('GET', '/health')).status).toBe(200)
    expect((await call('GET', '/v1/workflows')).json.workflows).toBeInstanceOf(Array)
  })

  it('meets flat settings without the names of the old groups', async () => {
    const steps = [{ id: 'ID_VERIFICATION', config: { minimum_age: 19 } }, { id: 'AGE_ESTIMATION' }]
    const answer = await ok(call('POST', '/v1/workflows', { name: 'Flat', steps }))
    expect(answer.status).toBe(201)
    expect(answer.text).not.toMatch(/-settings|_settings/)
    const session = await ok(call('POST', '/v1/sessions', { ...camelBody, workflowId: answer.json.workflow.id }))
    const { session_record: record } = (await call('GET', `/v1/sessions/${session.json.id}`)).json
    expect([record.type, record.workflow_id]).toEqual(['session', answer.json.workflow.id])
    expect(record.workflow_steps).toEqual(['ID_VERIFICATION', 'AGE_ESTIMATION'])
    const found = await call('GET', `/v1/sessions?workflow_id=${answer.json.workflow.id}`)
    expect(found.json.sessions.map(({ id }: { id: string }) => id)).toEqual([session.json.id])
  })
})

describe('openapi.json', () => {
  const KEYED = ['401', '403', '429', '500', '503']
  const ROUTES: Readonly<Record<string, readonly string[]>> = {
    'get /v1/sessions': ['200', '400'],
    'get /v1/sessions/{id}': ['200', '400', '404'],
    'patch /v1/sessions/{id}': ['200', '400', '404', '409', '413', '415'],
    'patch /v1/sessions/{id}/update-status': ['200', '400', '404', '409', '413', '415'],
    'post /v1/sessions': ['200', '400', '402', '404', '409', '413', '415', '422'],
    'post /v1/idv': ['200', '400', '402', '404', '409', '413', '415', '422'],
    'get /v1/workflows': ['200'],
    'post /v1/workflows': ['201', '400', '409', '413', '415', '422'],
    'get /v1/workflows/{id}': ['200', '400', '404'],
    'patch /v1/workflows/{id}/steps/{step}/config': ['200', '400', '404', '413', '415'],
    'post /v1/face/estimate-age': ['200', '400', '402', '404', '409', '413', '415', '422'],
  }

  it('lists every status that each of these routes can answer', async () => {
    const { paths } = (await server.request('GET', '/v1/openapi.json')).json
    for (const [route, statuses] of Object.entries(ROUTES)) {
      const [method, path] = route.split(' ') as [string, string]
      const described = Object.keys(paths[path]?.[method]?.responses ?? {})
      expect([route, described.sort()]).toEqual([route, [...statuses, ...KEYED].sort()])
    }
  })

  it('describes the queries of the list with their ranges', async () => {
    const { paths } = (await server.request('GET', '/v1/openapi.json')).json
    const parameters: Array<{ name: string; schema: Record<string, unknown>; required?: boolean }> =
      paths['/v1/sessions'].get.parameters
    const limit = parameters.find(({ name }) => name === 'limit')
    expect(limit?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
    expect(limit?.required ?? false).toBe(false)
    expect(parameters.map(({ name }) => name).sort()).toEqual([
      ...['by_organization', 'end_date', 'external_id', 'limit', 'next_token', 'offset'],
      ...['start_date', 'status', 'workflow_id'],
    ])
  })
})
