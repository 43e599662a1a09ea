/** Proves that nobody reads an applicant's data without a row in the audit log, and that reads do not drown what was done. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ERROR_CATALOGUE } from '../../src/lib/errors.ts'
import type { EvidenceId, SessionId } from '../../src/lib/ids.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { verifyAuditChain } from '../../src/services/audit/verify-chain.ts'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

let server: TestServer
let key: string
let owner: TestMember
let sessionId: SessionId
let pictureId: EvidenceId
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  key = server.organization.liveKey
  owner = await signUpMember(server)
  const created = await createSession(server, {})
  sessionId = created.id
  const page = await openHosted(server, created.secret)
  await page.consent()
  await page.upload('id_front', await emptyPicture())
  const picture = server.ctx.db.selectFrom('evidence').select('id').where('sessionId', '=', sessionId)
  pictureId = (await picture.executeTakeFirstOrThrow()).id
})
afterAll(() => server.close())

let marks = 0
/** Waits until all that was read is written, so that the next read is the first of its kind; answers the last row. */
async function settle(): Promise<number> {
  server.clock.advance(11_000)
  marks += 1
  const mark = String(marks)
  await get(`/v1/sessions?offset=${mark}`)
  const isMark = ({ details }: { details: Readonly<Record<string, unknown>> }) => details.offset === mark
  await until(async () => (await listReads()).some(isMark), 5000)
  return (await listReads()).at(-1)?.id ?? 0
}

async function listReads(after = 0) {
  return server.ctx.db
    .selectFrom('auditEvents')
    .where('organizationId', '=', server.organization.id)
    .where('id', '>', after)
    .where(sql<boolean>`action ~ '\\.(read|list|view)$'`)
    .orderBy('id')
    .select(['id', 'actorKind', 'actorId', 'action', 'targetId', 'details', 'ip'])
    .execute()
}

/** The rows that `read` leaves within two seconds. */
async function rowsOf(read: () => Promise<unknown>, count = 1) {
  const last = await settle()
  await read()
  await until(async () => (await listReads(last)).length >= count, 2000)
  return listReads(last)
}

const get = (path: string, by = key) => server.request('GET', path, { key: by })

async function keyIdOf(prefixed: string): Promise<string> {
  const last4 = prefixed.slice(-4)
  const row = await server.ctx.db
    .selectFrom('apiKeys')
    .select('id')
    .where('last4', '=', last4)
    .executeTakeFirstOrThrow()
  return row.id
}

describe('a read by a key leaves a row within two seconds', () => {
  it('of one session, with the key and the address', async () => {
    const actorId = await keyIdOf(key)
    const row = {
      actorKind: 'api_key',
      actorId,
      action: 'session.read',
      targetId: sessionId,
      details: {},
      ip: '127.0.0.1',
    }
    expect(await rowsOf(() => get(`/v1/sessions/${sessionId}`))).toEqual([{ id: expect.any(Number), ...row }])
  })

  it('of an event, for the session that it tells of', async () => {
    const [event] = (await get(`/v1/events?session_id=${sessionId}`)).json.events
    const [row] = await rowsOf(() => get(`/v1/events/${event.id}`))
    expect(row).toMatchObject({ action: 'session.read', targetId: sessionId, details: { view: 'event' } })
  })

  it('of a list, with its filters, how many came, and no value that may be personal', async () => {
    const [row] = await rowsOf(() =>
      get('/v1/sessions?by_organization=true&status=PENDING&limit=5&external_id=ada@x.io'),
    )
    expect(row).toMatchObject({ actorKind: 'api_key', action: 'session.list', targetId: null })
    expect(row?.details).toMatchObject({
      list: 'sessions',
      status: 'PENDING',
      limit: '5',
      external_id: 'given',
      rows: 0,
    })
    const [all] = await rowsOf(() => get('/v1/sessions?by_organization=1'))
    expect(all?.details).toMatchObject({ rows: 1 })
  })

  it('of a picture by its signed link, with the key that the link was made for', async () => {
    const { json } = await get(`/v1/sessions/${sessionId}`)
    const link = new URL(JSON.stringify(json).match(/http:[^"]*\/files\/[^"]+/)?.[0] ?? '')
    const [row] = await rowsOf(async () => {
      expect((await server.request('GET', `${link.pathname}${link.search}`)).status).toBe(200)
    })
    expect(row).toMatchObject({ actorKind: 'api_key', actorId: await keyIdOf(key), action: 'evidence.view' })
    expect(row).toMatchObject({ targetId: pictureId, details: { by: 'link', sessionId, slot: 'id_front' } })
  })

  it('whose holder cannot be left out or replaced', async () => {
    const { json } = await get(`/v1/sessions/${sessionId}`)
    const link = new URL(JSON.stringify(json).match(/http:[^"]*\/files\/[^"]+/)?.[0] ?? '')
    for (const holder of [undefined, owner.userId]) {
      if (holder) link.searchParams.set('holder', holder)
      else link.searchParams.delete('holder')
      expect((await server.request('GET', `${link.pathname}${link.search}`)).json.code).toBe('signature_invalid')
    }
  })

  it('of the state of a workflow session, and says when the data was masked', async () => {
    const actor = { kind: 'operator', organizationId: server.organization.id } as const
    const blind = await createApiKey(server.ctx, actor, {
      environment: 'live',
      name: 'Blind',
      scopes: ['sessions:read'],
    })
    const [row] = await rowsOf(() => get(`/v1/sessions/${sessionId}`, blind.key))
    expect(row).toMatchObject({ action: 'session.read', targetId: sessionId, details: { masked: true } })
    const workflow = await server.request('POST', '/v1/workflows', {
      key,
      body: { name: 'Runner', steps: [{ id: 'ID_VERIFICATION' }] },
    })
    const person = { first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com', phone: '+15192223333' }
    const run = await server.request('POST', `/v1/workflows/${workflow.json.workflow.id}/sessions`, {
      key,
      body: person,
    })
    expect([workflow.status, run.status]).toEqual([201, 200])
    const id = run.json.session_id
    const [state] = await rowsOf(() => get(`/v1/sessions/${id}/workflow`))
    expect(state).toMatchObject({ action: 'session.read', targetId: id, details: { view: 'workflow' } })
  })

  it('that is one with those that follow it in ten seconds, which are counted', async () => {
    const first = await rowsOf(() => get(`/v1/sessions/${sessionId}`))
    expect(first).toHaveLength(1)
    const last = first.at(-1)?.id ?? 0
    await Promise.all(Array.from({ length: 20 }, () => get(`/v1/sessions/${sessionId}`)))
    server.clock.advance(10_000)
    await until(async () => (await listReads(last)).length > 0, 2000)
    expect((await listReads(last)).map(({ details }) => details)).toEqual([{ times: 20 }])
  })

  it('and what is refused, or reads nobody, leaves none', async () => {
    const last = await settle()
    expect((await get('/v1/sessions/00000000-0000-4000-8000-000000000000')).status).toBe(404)
    expect((await get('/v1/auth/verify')).status).toBe(200)
    expect((await get('/v1/events')).status).toBe(200)
    await settle()
    expect((await listReads(last)).map(({ details }) => details.offset)).toEqual([String(marks)])
  })
})

describe('a read by a member leaves a row within two seconds', () => {
  it.each([
    ['one session', () => `~/sessions/${sessionId}`, { action: 'session.read' }],
    [
      'a search',
      () => '~/sessions?search=anna',
      { action: 'session.list', details: { search: 'given', list: 'sessions' } },
    ],
    ['the review queue', () => '~/review', { action: 'session.list', details: { list: 'review' } }],
    ['the audit log, which names applicants', () => '~/audit-events', { action: 'audit.read' }],
    ['a picture', () => `~/evidence/${pictureId}`, { action: 'evidence.view' }],
  ])('%s', async (_what, path, row) => {
    const [found] = await rowsOf(async () => expect((await owner.get(path())).status).toBe(200))
    expect(found).toMatchObject({ actorKind: 'member', actorId: owner.userId, ip: '127.0.0.1', ...row })
  })

  it('and none of them stands in the way of what was done, unless it is asked for', async () => {
    const actions = async (query: string): Promise<string[]> => {
      const { json } = await owner.get(`~/audit-events?limit=100${query}`)
      return json.items.map(({ action }: { action: string }) => action)
    }
    const isRead = (action: string) => /\.(read|list|view)$/.test(action)
    expect((await actions('')).filter(isRead)).toEqual([])
    expect(await actions('')).toContain('session.create')
    expect((await actions('&reads=only')).filter((action) => !isRead(action))).toEqual([])
    expect(await actions('&reads=with')).toEqual(expect.arrayContaining(['session.create', 'session.read']))
    expect(new Set(await actions('&action=session.read'))).toEqual(new Set(['session.read']))
    const { json } = await owner.get(`~/sessions/${sessionId}`)
    expect(json.timeline.map(({ action }: { action: string }) => action)).not.toContain('session.read')
  })
})

describe('what cannot be put on record', () => {
  it('is written when it can be again, and by a server that stops', async () => {
    const last = await settle()
    await get(`/v1/sessions/${sessionId}`)
    await server.restart(async () => undefined)
    expect(await listReads(last)).toMatchObject([{ action: 'session.read', targetId: sessionId }])
    const chain = await verifyAuditChain(server.ctx, { kind: 'operator', organizationId: server.organization.id })
    expect(chain.isIntact).toBe(true)
  })

  it('is not read any more after half a minute, until it is written', async () => {
    await settle()
    await sql`
      create function refuse_for_test() returns trigger language plpgsql as $$
      begin raise exception 'no room'; end $$`.execute(server.ctx.db)
    await sql`create trigger refuse_for_test before insert on audit_events
      for each row execute function refuse_for_test()`.execute(server.ctx.db)
    expect((await get(`/v1/sessions/${sessionId}`)).status).toBe(200)
    await until(() => server.logLines.join('').includes('reads could not be written to the audit log'), 3000)
    server.clock.advance(30_000)
    const refused = await get(`/v1/sessions/${sessionId}`)
    expect([refused.status, refused.json.code]).toEqual([ERROR_CATALOGUE.audit_unavailable.status, 'audit_unavailable'])
    expect(JSON.stringify(refused.json)).not.toContain('Anna')
    expect((await owner.get('~/sessions')).json.code).toBe('audit_unavailable')
    expect((await get('/v1/auth/verify')).status).toBe(200)
    await sql`drop trigger refuse_for_test on audit_events`.execute(server.ctx.db)
    await until(async () => (await get(`/v1/sessions/${sessionId}`)).status === 200, 3000)
  })
})
