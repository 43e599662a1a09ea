import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionStatus } from '../../src/db/tables.ts'
import type { CheckId, SessionId } from '../../src/lib/ids.ts'
import { newId } from '../../src/lib/ids.ts'
import { getBalance, grantTokens } from '../../src/services/billing/tokens.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import * as wire from '../harness/sdk-wire.ts'
import { startTestServer, type TestAnswer, type TestServer, until } from '../harness/server.ts'

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_BURST: '100000', OPENIDV_RATE_PER_SECOND: '100000' })
  key = server.organization.liveKey
  const operator = { kind: 'operator' as const, organizationId: server.organization.id }
  await grantTokens(server.ctx, operator, { amountTokens: 100_000 })
})
afterAll(() => server.close())

async function create(change: Readonly<Record<string, unknown>> = {}): Promise<SessionId> {
  const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', ...change }
  const answer = await server.request('POST', '/v1/sessions', { key, body })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json.id
}

/** A session that was left to a person; its check is done unless `state` says otherwise. */
async function submitted(state: 'done' | 'queued' = 'done'): Promise<SessionId> {
  const id = await create()
  const { db, clock } = server.ctx
  const at = new Date(clock.nowMs())
  await setStatus(id, 'SUBMITTED')
  await db
    .insertInto('checks')
    .values({
      id: newId<CheckId>(),
      organizationId: server.organization.id,
      environment: 'live',
      sessionId: id,
      step: 'ID_VERIFICATION',
      kind: 'identity_verify',
      state,
      input: '{"evidence":{}}',
      result: null,
      failureCode: null,
      holdId: null,
      createdAt: at,
      finishedAt: state === 'done' ? at : null,
    })
    .execute()
  return id
}

async function setStatus(id: SessionId, status: SessionStatus): Promise<void> {
  await server.ctx.db.updateTable('sessions').set({ status }).where('id', '=', id).execute()
}

function decide(id: string, status: string): Promise<TestAnswer> {
  return server.request('PATCH', `/v1/sessions/${id}`, { key, body: { status } })
}
function updateStatus(id: string, body: unknown): Promise<TestAnswer> {
  return server.request('PATCH', `/v1/sessions/${id}/update-status`, { key, body })
}
const balance = () => getBalance(server.ctx, server.organization.id)

describe('PATCH /v1/sessions/{id}/update-status', () => {
  it('decides, answers like a retrieval, and keeps who decided', async () => {
    const id = await create()
    await setStatus(id, 'SUBMITTED')
    const answer = await updateStatus(id, { new_status: 'VERIFIED' })
    expect(answer.status).toBe(200)
    expect(wire.updated.parse(answer.json).session_record.status).toBe('VERIFIED')
    expect(wire.retrievedCamel.parse(answer.json).sessionRecord.status).toBe('VERIFIED')
    const got = await server.request('GET', `/v1/sessions/${id}`, { key })
    expect(got.json).toEqual(answer.json)
    const { db } = server.ctx
    const decisions = await db.selectFrom('decisions').selectAll().where('sessionId', '=', id).execute()
    const session = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(decisions).toMatchObject([{ outcome: 'VERIFIED', source: 'api_key', actorId: session.apiKeyId }])
    const audit = await db
      .selectFrom('auditEvents')
      .select(['actorId', 'details'])
      .where('action', '=', 'session.review')
      .where('targetId', '=', id)
      .execute()
    expect(audit).toEqual([{ actorId: session.apiKeyId, details: { from: 'SUBMITTED', outcome: 'VERIFIED' } }])
  })

  it('ignores keys that it does not know, and takes the camelCase value of two', async () => {
    const id = await create()
    await setStatus(id, 'SUBMITTED')
    const body = { new_status: 'VERIFIED', newStatus: 'REJECTED', comment: 'blurred', reviewer: { name: 'x' } }
    const { status, json } = await updateStatus(id, body)
    expect([status, json.session_record?.status]).toEqual([200, 'REJECTED'])
    const patched = await server.request('PATCH', `/v1/sessions/${id}`, {
      key,
      body: { status: 'VERIFIED', comment: 'x' },
    })
    expect([patched.status, patched.json.session_record?.status]).toEqual([200, 'VERIFIED'])
  })

  it('takes the camelCase spelling, and neither VOIDED nor anything else', async () => {
    const id = await create()
    await setStatus(id, 'SUBMITTED')
    expect((await updateStatus(id, { newStatus: 'REJECTED' })).json.session_record.status).toBe('REJECTED')
    for (const body of [{ new_status: 'VOIDED' }, { new_status: 'verified' }, { new_status: null }, {}, [], 'x']) {
      expect((await updateStatus(id, body)).status).toBe(typeof body === 'string' ? 415 : 400)
    }
  })
})

describe('PATCH /v1/sessions/{id}', () => {
  const allowed: Readonly<Record<SessionStatus, readonly string[]>> = {
    PENDING: ['VOIDED'],
    SUBMITTED: ['VERIFIED', 'REJECTED', 'VOIDED'],
    VERIFIED: ['REJECTED', 'VOIDED'],
    REJECTED: ['VERIFIED', 'VOIDED'],
    VOIDED: [],
    EXPIRED: [],
    FAILED: [],
  }
  for (const [from, outcomes] of Object.entries(allowed) as Array<[SessionStatus, readonly string[]]>) {
    it(`${from} may become ${outcomes.join(', ') || 'nothing else'}; the rest is 409 with the current status`, async () => {
      for (const outcome of ['VERIFIED', 'REJECTED', 'VOIDED']) {
        const id = await create()
        await setStatus(id, from)
        const answer = await decide(id, outcome)
        if (outcomes.includes(outcome)) {
          expect([answer.status, answer.json.session_record?.status]).toEqual([200, outcome])
          continue
        }
        expect([answer.status, answer.json.code, answer.json.current_status]).toEqual([409, 'conflict', from])
      }
    })
  }

  it('of two that decide at once one wins, and the other is told by 409 what it became', async () => {
    for (const pair of [
      ['VERIFIED', 'REJECTED'],
      ['VERIFIED', 'VERIFIED'],
      ['REJECTED', 'VOIDED'],
    ]) {
      const id = await create()
      await setStatus(id, 'SUBMITTED')
      const answers = await heldBack(id, () => pair.map((status) => decide(id, status)))
      const [winner] = answers.filter(({ status }) => status === 200)
      const [loser] = answers.filter(({ status }) => status === 409)
      expect(loser?.json.current_status).toBe(winner?.json.session_record.status)
      const decisions = await server.ctx.db.selectFrom('decisions').select('id').where('sessionId', '=', id).execute()
      expect(decisions).toHaveLength(1)
    }
  })

  /** Keeps the row locked until both requests wait for it, so that both have read the same status. */
  async function heldBack(id: SessionId, start: () => Array<Promise<TestAnswer>>): Promise<TestAnswer[]> {
    const { db } = server.ctx
    let requests: Array<Promise<TestAnswer>> = []
    await db.transaction().execute(async (tx) => {
      await tx.selectFrom('sessions').select('id').where('id', '=', id).forUpdate().execute()
      requests = start()
      await until(async () => {
        const waiting = await sql<{ count: number }>`
          select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        `.execute(db)
        return Number(waiting.rows[0]?.count) === requests.length
      })
    })
    return Promise.all(requests)
  }

  it('waits for the checks, except to void', async () => {
    const id = await submitted('queued')
    const answer = await decide(id, 'VERIFIED')
    expect([answer.status, answer.json.current_status]).toEqual([409, 'SUBMITTED'])
    expect(answer.json.error).toContain('still running')
    expect((await decide(id, 'VOIDED')).status).toBe(200)
  })

  it('voiding returns what was held; what ran is paid', async () => {
    const before = await balance()
    const untouched = await create()
    expect((await balance()).heldTokens).toBe(before.heldTokens + 50)
    await decide(untouched, 'VOIDED')
    expect(await balance()).toEqual(before)
    await decide(await submitted('queued'), 'VOIDED')
    expect(await balance()).toEqual(before)
    await decide(await submitted('done'), 'VOIDED')
    expect(await balance()).toEqual({ ...before, availableTokens: before.availableTokens - 50 })
  })

  it('a check that ends after the session was voided changes nothing', async () => {
    const id = await submitted('queued')
    await decide(id, 'VOIDED')
    const before = await balance()
    const { finishCheck } = await import('../../src/services/runs/finish-check.ts')
    const { db } = server.ctx
    const check = await db.selectFrom('checks').selectAll().where('sessionId', '=', id).executeTakeFirstOrThrow()
    await finishCheck(server.ctx, check as never, { failureCode: 'model_crashed' })
    const got = await server.request('GET', `/v1/sessions/${id}`, { key })
    expect(got.json.session_record.status).toBe('VOIDED')
    expect(await balance()).toEqual(before)
  })

  it('a session that ran out of time is EXPIRED before the job marks it, and cannot be voided', async () => {
    const id = await create({ expires_in_hours: 1 })
    const link = await server.request('POST', '/v1/sessions', {
      key,
      body: { firstName: 'A', lastName: 'B', email: 'late@example.com', expiresInHours: 1 },
    })
    server.clock.advance(3_600_000)
    const got = await server.request('GET', `/v1/sessions/${id}`, { key })
    expect(got.json.session_record.status).toBe('EXPIRED')
    expect((await decide(id, 'VOIDED')).json.current_status).toBe('EXPIRED')
    const secret = link.json.session_url.split('/').at(-1)
    expect((await server.request('POST', '/hosted/open', { body: { secret } })).status).toBe(410)
  })

  it('is 403 for another organization and the sandbox key, 404 for nobody, 400 for what is no id', async () => {
    const id = await create()
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const status = async (path: string, asked: string) =>
      (await server.request('PATCH', `/v1/sessions/${path}`, { key: asked, body: { status: 'VOIDED' } })).status
    expect(await status(id, other.liveKey)).toBe(403)
    expect(await status(id, server.organization.sandboxKey)).toBe(403)
    expect(await status('5b0e3a52-5c06-4a53-9e1b-6f3a1f6a4a11', key)).toBe(404)
    expect(await status('x', key)).toBe(400)
  })
})
