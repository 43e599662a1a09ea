import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import {
  AccessDeniedError,
  AuthenticationError,
  ConflictError,
  InsufficientBalanceError,
  NotFoundError,
  type OpenIdvError,
  RateLimitError,
  ServiceUnavailableError,
  ValidationError,
} from '../../client/errors.ts'
import type { CreatedSession, CreateSession } from '../../client/resources/sessions.ts'
import type { Workflow } from '../../client/resources/workflows.ts'
import type { Person, SessionRecord } from '../../client/session-record.ts'
import type { CreateOptions } from '../../client/transport.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { forwardTo, loseAnswerOf, openEdge } from './edge.ts'
import { type ListeningServer, startListeningServer } from './listening-server.ts'
import { recordedTiming } from './recorded-timing.ts'

const PERSON = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
const NOBODY = '00000000-0000-4000-8000-000000000000'

let server: ListeningServer
beforeAll(async () => {
  const plenty = { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_SIGNUP_GRANT_TOKENS: '100000' }
  server = await startListeningServer(plenty)
})
afterAll(() => server.close())

async function failureOf(call: Promise<unknown>): Promise<OpenIdvError> {
  return call.then(
    () => expect.fail('The call succeeded'),
    (error: OpenIdvError) => error,
  )
}

describe('auth', () => {
  it('names the organization of the key', async () => {
    const organization = { id: server.organization.id, name: 'Acme', status: 'active' }
    expect(await server.connect().auth.verify()).toEqual({ valid: true, organization })
  })

  it('is an AuthenticationError for a key that is not in force', async () => {
    const error = await failureOf(server.connect({ apiKey: 'sk_live_nothing' }).auth.verify())
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'unauthenticated', message: 'Invalid or missing API key' })
  })
})

describe('sessions', () => {
  it('are created, retrieved and decided', async () => {
    const { sessions } = server.connect()
    const created = await sessions.create({ ...PERSON, externalId: 'customer-1', expiresInHours: 2 })
    expect(created.session_url).toMatch(new RegExp(`^${server.url}/v/`))

    const { session_record, user } = await sessions.retrieve(created.id)
    expect(session_record).toMatchObject({ id: created.id, status: 'PENDING', external_id: 'customer-1' })
    expect(user).toMatchObject({ first_name: 'Ada', email: PERSON.email })

    const voided = await sessions.updateStatus(created.id, 'VOIDED')
    expect(voided.session_record.status).toBe('VOIDED')
    const error = await failureOf(sessions.updateStatus(created.id, 'VERIFIED'))
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ status: 409, details: { current_status: 'VOIDED' } })
  })

  it('are listed by page, and all of them across pages', async () => {
    const { sessions } = server.connect()
    const external_id = 'customer-2'
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      ids.unshift((await sessions.create({ ...PERSON, externalId: external_id })).id)
      server.clock.advance(1000)
    }
    const page = await sessions.list({ external_id, limit: 2 })
    expect(page.sessions.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect(page).toMatchObject({ total: 5, hasMore: true, next_token: expect.any(String) })

    const all: string[] = []
    for await (const { id } of sessions.listAll({ external_id, limit: 2 })) all.push(id)
    expect(all).toEqual(ids)
  })

  it('are asked for page by page, not further than they are read', async () => {
    const edge = await openEdge(forwardTo(server.url))
    for await (const _session of server.connect({ baseUrl: edge.url }).sessions.listAll({ limit: 1 })) break
    expect(edge.seen).toHaveLength(1)
    await edge.close()
  })

  it('are created once when the answer to the first attempt is lost', async () => {
    const edge = await openEdge(loseAnswerOf(server.url), forwardTo(server.url))
    const timing = recordedTiming()
    const created = await server
      .connect({ baseUrl: edge.url, timing })
      .sessions.create({ ...PERSON, externalId: 'lost' })
    expect(edge.seen).toHaveLength(2)
    const { sessions } = await server.connect().sessions.list({ external_id: 'lost' })
    expect(sessions.map(({ id }) => id)).toEqual([created.id])
    await edge.close()
  })

  it('are the same session under the same key of the caller, and a ConflictError for another body', async () => {
    const { sessions } = server.connect()
    const options: CreateOptions = { idempotencyKey: 'order-17' }
    const first = await sessions.create(PERSON, options)
    expect(await sessions.create(PERSON, options)).toEqual(first)
    const error = await failureOf(sessions.create({ ...PERSON, lastName: 'Byron' }, options))
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ status: 422, code: 'idempotency_mismatch' })
  })
})

describe('workflows', () => {
  it('are created, listed, retrieved and configured', async () => {
    const { workflows } = server.connect()
    const { workflow } = await workflows.create({ name: 'Short', steps: [{ id: 'id-verification' }] })
    expect(workflow).toMatchObject({ name: 'Short', status: 'active', steps: [{ id: 'ID_VERIFICATION' }] })
    const listed = (await workflows.list()).workflows.find(({ id }) => id === workflow.id)
    expect(listed).toMatchObject({ name: 'Short', steps: ['ID_VERIFICATION'] })
    expect((await workflows.retrieve(workflow.id)).workflow).toEqual(workflow)

    const { config = {} } = workflow.steps[0] ?? {}
    const [name, value] = Object.entries(config).find(([, given]) => typeof given === 'boolean') ?? ['', false]
    const changed = await workflows.updateStepConfig(workflow.id, 'ID_VERIFICATION', { [name]: !value })
    expect(changed.workflow.steps[0]?.config).toEqual({ ...config, [name]: !value })
  })
})

describe('what the server refuses', () => {
  it('is a ValidationError with a hint for each bad field', async () => {
    const error = await failureOf(server.connect().sessions.create({ ...PERSON, email: 'nobody', phone: '1' }))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error).toMatchObject({ status: 400, code: 'validation_failed' })
    const { hints } = error as ValidationError
    expect(hints.map(({ path }) => path[0])).toEqual(['email', 'phone'])
  })

  it('is a NotFoundError for what is not there, with the id under which the log has it', async () => {
    const error = await failureOf(server.connect().sessions.retrieve(NOBODY))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ status: 404, code: 'not_found' })
    expect(server.logLines.some((line) => line.includes(error.requestId))).toBe(true)
  })

  it('is an AccessDeniedError for another organization’s session', async () => {
    const { id } = await server.connect().sessions.create(PERSON)
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const error = await failureOf(server.connect({ apiKey: other.liveKey }).sessions.retrieve(id))
    expect(error).toBeInstanceOf(AccessDeniedError)
    expect(error).toMatchObject({ status: 403, code: 'access_denied' })
  })
})

describe('a poor and hurried organization', () => {
  let poor: ListeningServer
  beforeAll(async () => {
    const env = { OPENIDV_RATE_PER_SECOND: '1', OPENIDV_RATE_BURST: '2', OPENIDV_SIGNUP_GRANT_TOKENS: '50' }
    poor = await startListeningServer(env)
  })
  afterAll(() => poor.close())

  it('gets an InsufficientBalanceError when the tokens are used up', async () => {
    const { sessions } = poor.connect()
    await sessions.create(PERSON)
    const error = await failureOf(sessions.create(PERSON))
    expect(error).toBeInstanceOf(InsufficientBalanceError)
    expect(error).toMatchObject({ status: 402, code: 'balance_insufficient', message: 'Insufficient token balance' })
  })

  it('gets a RateLimitError that says which limits and how long, unless it may wait', async () => {
    const apiKey = poor.organization.sandboxKey
    const { auth } = poor.connect({ apiKey, maxRetries: 0 })
    const calls = await Promise.allSettled(Array.from({ length: 12 }, () => auth.verify()))
    const [error] = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ status: 429, code: 'rate_limited', violatedPolicies: ['second', 'burst'] })
    expect(error.retryAfterMs).toBeGreaterThan(0)
    expect(error.retryAfterMs).toBeLessThanOrEqual(1000)
    expect(await poor.connect({ apiKey }).auth.verify()).toMatchObject({ valid: true })
  })

  it('gets a ServiceUnavailableError from a proxy whose server is away', async () => {
    const edge = await openEdge((_request, reply) => void reply.writeHead(503).end('upstream is away'))
    const error = await failureOf(poor.connect({ baseUrl: edge.url, timing: recordedTiming() }).auth.verify())
    expect(error).toBeInstanceOf(ServiceUnavailableError)
    expect(error).toMatchObject({ status: 503, code: 'answer_unexpected', message: 'The server answered 503' })
    await edge.close()
  })
})

describe('the types', () => {
  it('of requests and answers come from the schema, and not from nowhere', () => {
    expectTypeOf<CreateSession>().toHaveProperty('firstName').toEqualTypeOf<string>()
    expectTypeOf<CreatedSession>().toHaveProperty('session_url').toEqualTypeOf<string>()
    expectTypeOf<Workflow>().toHaveProperty('workflow').toHaveProperty('steps').not.toBeNever()
  })

  it('of records and people have the fields of the server’s', () => {
    type ServerRecord = import('../../src/http/wire/session-record.ts').SessionRecord
    expectTypeOf<keyof SessionRecord>().toEqualTypeOf<keyof ServerRecord>()
    type ServerPerson = import('../../src/http/wire/person-record.ts').PersonRecord
    expectTypeOf<keyof Person>().toEqualTypeOf<keyof ServerPerson>()
    expectTypeOf<Omit<SessionRecord, 'auto_decision'>>().toExtend<Omit<ServerRecord, 'auto_decision'>>()
  })
})
