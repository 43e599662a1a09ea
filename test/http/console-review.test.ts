/** Proves the review queue: its order, its counts, its pages, and that no two reviewers are given one session. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import type { Role } from '../../src/services/members/roles.ts'
import { createOrganization, type FoundedOrganization } from '../../src/services/organizations/create.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, TEST_NOW_MS, type TestServer } from '../harness/server.ts'

const MINUTE_MS = 60_000

let server: TestServer
let sara: TestMember
let omar: TestMember
let organization: FoundedOrganization
let sessions: SessionId[]
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
})
afterAll(() => server.close())
beforeEach(async () => {
  organization = await createOrganization(server.ctx, { name: 'Northwind' })
  sara = await aMember()
  omar = await aMember()
  sessions = []
  for (const minutes of [30, 20, 10]) sessions.push(await waiting(new Date(TEST_NOW_MS - minutes * MINUTE_MS)))
})

const waiting = (submittedAt: Date) => aWaitingSession(server, { organization, submittedAt })
const aMember = (role: Role = 'reviewer') => signUpMember(server, { organizationId: organization.id, role })
const idsOf = (json: { items: Array<{ id: string }> }) => json.items.map(({ id }) => id)

describe('GET …/review', () => {
  it('lists what waits, longest first, in pages; not what is decided, checked still, or of somebody else', async () => {
    await aWaitingSession(server, { organization, check: 'queued' })
    await aWaitingSession(server, { organization, environment: 'sandbox' })
    const other = await createOrganization(server.ctx, { name: 'Others' })
    await aWaitingSession(server, { organization: other })
    const first = (await sara.get('~/review?limit=2')).json
    expect(idsOf(first)).toEqual(sessions.slice(0, 2))
    expect(first).toMatchObject({ total: 3, workflows: [{ count: 3 }] })
    expect(Date.parse(first.oldestAt)).toBe(TEST_NOW_MS - 30 * MINUTE_MS)
    expect(first.items[0]).toMatchObject({ firstName: 'Bianca', reasons: [{ code: 'NAME_MISMATCH' }] })
    const second = (await sara.get(`~/review?limit=2&cursor=${first.nextCursor}`)).json
    expect([idsOf(second), second.nextCursor]).toEqual([sessions.slice(2), undefined])
    const foreign = await signUpMember(server, { organizationId: other.id })
    expect((await foreign.get(`~/review?cursor=${first.nextCursor}`)).status).toBe(400)
    expect((await sara.get('~/review?environment=sandbox')).json.total).toBe(1)
    expect((await sara.get('~/review?workflowId=standalone')).json.items).toHaveLength(3)
    await sara.post(`~/sessions/${sessions[0]}/decision`, { outcome: 'VERIFIED', note: 'Fine.' })
    expect((await sara.get('~/review/count')).json.count).toBe(2)
  })

  it('shows who is reviewing, and masks names for a developer', async () => {
    await sara.post(`~/sessions/${sessions[1]}/claim`)
    const mine = (await sara.get('~/review')).json.items[1].claim
    const theirs = (await omar.get('~/review')).json.items[1].claim
    expect([mine.isMine, theirs.isMine]).toEqual([true, false])
    const developer = await aMember('developer')
    const { json, text } = await developer.get('~/review')
    expect(json.items[0].lastName).toBe('R•••')
    expect(text).not.toContain('Rossi')
  })
})

describe('POST …/review/next', () => {
  it('never gives one session to two reviewers who ask at once', async () => {
    const askers = await Promise.all(Array.from({ length: 6 }, () => aMember()))
    const answers = await Promise.all(askers.map((member) => member.post('~/review/next')))
    const given = answers.flatMap(({ json }) => (json.id ? [json.id] : []))
    expect([...given].sort()).toEqual([...sessions].sort())
    const left = answers.filter(({ json }) => json.id === undefined)
    expect(left.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('resumes the reviewer’s own, passes one over when asked, and gives it back', async () => {
    expect((await sara.post('~/review/next')).json.id).toBe(sessions[0])
    expect((await sara.post('~/review/next')).json.id).toBe(sessions[0])
    expect((await omar.post('~/review/next')).json.id).toBe(sessions[1])
    expect((await sara.post('~/review/next', { after: sessions[0] })).json.id).toBe(sessions[2])
    expect((await sara.post('~/review/next', { after: sessions[2] })).json.id).toBeUndefined()
    expect((await omar.post('~/review/next', { after: sessions[1] })).json.id).toBe(sessions[2])
    expect((await sara.post('~/review/next')).json.id).toBe(sessions[0])
  })

  it('is refused to who may not decide', async () => {
    const viewer = await aMember('viewer')
    expect((await viewer.post('~/review/next')).json.code).toBe('scope_missing')
  })
})
