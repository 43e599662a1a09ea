/** Proves that members decide as the API does, once, with their words kept, and that reviewers do not collide. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import { getBalance } from '../../src/services/billing/tokens.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { CLAIM_LIFE_MS } from '../../src/services/reviews/claim.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const APPROVE = { outcome: 'VERIFIED', note: 'The married name is on page two.' }
const REJECT = { outcome: 'REJECTED', reasonCode: 'mismatch', note: 'Another person.' }

let server: TestServer
let sara: TestMember
let omar: TestMember
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  sara = await signUpMember(server, { role: 'reviewer' })
  omar = await signUpMember(server, { role: 'reviewer' })
  for (const [name, { userId }] of [
    ['Sara', sara],
    ['Omar', omar],
  ] as const) {
    await server.ctx.db.updateTable('authUsers').set({ name }).where('id', '=', userId).execute()
  }
})
afterAll(() => server.close())

const decide = (member: TestMember, id: SessionId, body: unknown) => member.post(`~/sessions/${id}/decision`, body)

describe('POST …/sessions/:id/decision', () => {
  it('decides, keeps reason and note with who wrote them, and audits without the note', async () => {
    const id = await aWaitingSession(server, { check: 'done' })
    const { status, json } = await decide(sara, id, REJECT)
    expect([status, json.status, json.outcomes]).toEqual([200, 'REJECTED', ['VERIFIED', 'VOIDED']])
    const kept = { outcome: 'REJECTED', source: 'member', by: 'Sara', reasonCode: 'mismatch', note: REJECT.note }
    expect(json.decisions).toMatchObject([kept])
    expect(json.timeline[0]).toMatchObject({ action: 'session.review', by: 'Sara', decision: kept })
    const { db } = server.ctx
    const rows = await db.selectFrom('auditEvents').selectAll().where('targetId', '=', id).execute()
    const details = { from: 'SUBMITTED', outcome: 'REJECTED', reasonCode: 'mismatch' }
    expect(rows.find(({ action }) => action === 'session.review')).toMatchObject({ actorId: sara.userId, details })
    expect(JSON.stringify(rows)).not.toContain(REJECT.note)
    const api = await server.request('GET', `/v1/sessions/${id}`, { key: server.organization.liveKey })
    expect(api.json.session_record.status).toBe('REJECTED')
  })

  it('hides a note from those who may not see applicants', async () => {
    const id = await aWaitingSession(server)
    await decide(sara, id, APPROVE)
    const developer = await signUpMember(server, { role: 'developer' })
    const { text, json } = await developer.get(`~/sessions/${id}`)
    expect([json.decisions[0].by, json.decisions[0].note]).toEqual(['Sara', '•••'])
    expect(text).not.toContain(APPROVE.note)
  })

  it('asks for a note, and for a reason to reject', async () => {
    const id = await aWaitingSession(server)
    const bad = [
      { outcome: 'VERIFIED' },
      { outcome: 'VERIFIED', note: '  ' },
      { outcome: 'REJECTED', note: 'x' },
      { outcome: 'REJECTED', reasonCode: 'ugly', note: 'x' },
      { outcome: 'VERIFIED', note: 'x'.repeat(2001) },
      { outcome: 'EXPIRED', note: 'x' },
    ]
    for (const body of bad) expect((await decide(sara, id, body)).status, JSON.stringify(body)).toBe(400)
    expect((await sara.get(`~/sessions/${id}`)).json.status).toBe('SUBMITTED')
  })

  it('is refused to members who may not decide, and for another organization’s session', async () => {
    const id = await aWaitingSession(server)
    for (const role of ['developer', 'viewer', 'billing'] as const) {
      const member = await signUpMember(server, { role })
      expect((await decide(member, id, APPROVE)).json.code).toBe('scope_missing')
    }
    const organization = await createOrganization(server.ctx, { name: 'Strangers' })
    const stranger = await signUpMember(server, { organizationId: organization.id })
    expect((await decide(stranger, id, APPROVE)).json.code).toBe('access_denied')
    expect((await sara.get(`~/sessions/${id}`)).json.status).toBe('SUBMITTED')
  })

  it('of two reviewers at once exactly one wins, and the other is told who did and when', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await aWaitingSession(server)
      const from = 'SUBMITTED'
      const answers = await Promise.all([decide(sara, id, { ...APPROVE, from }), decide(omar, id, { ...REJECT, from })])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const loser = answers.find(({ status }) => status === 409)
      const winner = answers[0]?.status === 200 ? ['Sara', 'approved', 'VERIFIED'] : ['Omar', 'rejected', 'REJECTED']
      expect(loser?.json).toMatchObject({ code: 'conflict', current_status: winner[2], decidedBy: winner[0] })
      expect(loser?.json.message).toBe(`${winner[0]} ${winner[1]} this 0 s ago`)
      const kept = await server.ctx.db.selectFrom('decisions').select('id').where('sessionId', '=', id).execute()
      expect(kept).toHaveLength(1)
    }
  })

  it('is void when the session is no longer as the reviewer saw it, even where overturning is allowed', async () => {
    const id = await aWaitingSession(server)
    await decide(omar, id, { ...REJECT, from: 'SUBMITTED' })
    server.clock.advance(20_000)
    const late = await decide(sara, id, { ...APPROVE, from: 'SUBMITTED' })
    expect([late.status, late.json.message]).toEqual([409, 'Omar rejected this 20 s ago'])
    expect((await decide(sara, id, { ...APPROVE, from: 'REJECTED' })).json.status).toBe('VERIFIED')
  })

  it('waits for a running check, unless the session is voided', async () => {
    const id = await aWaitingSession(server, { check: 'queued' })
    expect((await sara.get(`~/sessions/${id}`)).json).toMatchObject({ isChecking: true, outcomes: ['VOIDED'] })
    expect((await decide(sara, id, APPROVE)).status).toBe(409)
    expect((await decide(sara, id, { outcome: 'VOIDED', note: 'Sent twice.' })).json.status).toBe('VOIDED')
  })

  it('settles the ledger as a decision of the API does', async () => {
    const balance = () => getBalance(server.ctx, server.organization.id)
    const spent = async (end: (id: SessionId) => Promise<unknown>) => {
      const before = await balance()
      await end(await aWaitingSession(server, { check: 'done' }))
      const after = await balance()
      return [before.availableTokens - after.availableTokens, after.heldTokens - before.heldTokens]
    }
    const key = server.organization.liveKey
    for (const outcome of ['VERIFIED', 'VOIDED'] as const) {
      const body = { status: outcome }
      const api = await spent((id) => server.request('PATCH', `/v1/sessions/${id}`, { key, body }))
      expect(await spent((id) => decide(sara, id, { outcome, note: 'x' }))).toEqual(api)
    }
  })
})

describe('…/sessions/:id/claim', () => {
  it('tells the second reviewer who is reviewing, and holds up their decision until they take over', async () => {
    const id = await aWaitingSession(server)
    expect((await sara.post(`~/sessions/${id}/claim`)).json).toMatchObject({ name: 'Sara', isMine: true })
    expect((await omar.post(`~/sessions/${id}/claim`)).json).toMatchObject({ name: 'Sara', isMine: false })
    expect((await omar.get(`~/sessions/${id}`)).json.claim).toMatchObject({ name: 'Sara', isMine: false })
    const refused = await decide(omar, id, APPROVE)
    expect([refused.status, refused.json.claimedBy.name]).toEqual([409, 'Sara'])
    expect((await omar.post(`~/sessions/${id}/claim`, { takeOver: true })).json.isMine).toBe(true)
    expect((await decide(sara, id, APPROVE)).json.claimedBy.name).toBe('Omar')
    expect((await decide(omar, id, APPROVE)).json).toMatchObject({ status: 'VERIFIED' })
    expect(await server.ctx.db.selectFrom('reviewClaims').selectAll().where('sessionId', '=', id).execute()).toEqual([])
  })

  it('ends by itself when it is not renewed, and at once when it is given back', async () => {
    const id = await aWaitingSession(server)
    await sara.post(`~/sessions/${id}/claim`)
    server.clock.advance(CLAIM_LIFE_MS - 1000)
    await sara.post(`~/sessions/${id}/claim`)
    server.clock.advance(CLAIM_LIFE_MS - 1000)
    expect((await omar.post(`~/sessions/${id}/claim`)).json.isMine).toBe(false)
    server.clock.advance(1000)
    expect((await omar.post(`~/sessions/${id}/claim`)).json.isMine).toBe(true)
    await sara.send('DELETE', `~/sessions/${id}/claim`)
    expect((await sara.post(`~/sessions/${id}/claim`)).json.isMine).toBe(false)
    expect((await omar.send('DELETE', `~/sessions/${id}/claim`)).status).toBe(204)
    expect((await sara.post(`~/sessions/${id}/claim`)).json.isMine).toBe(true)
  })

  it('does not hold up a server with a key', async () => {
    const id = await aWaitingSession(server)
    await sara.post(`~/sessions/${id}/claim`)
    const key = server.organization.liveKey
    const answer = await server.request('PATCH', `/v1/sessions/${id}`, { key, body: { status: 'VERIFIED' } })
    expect(answer.status).toBe(200)
  })
})
