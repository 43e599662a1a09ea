import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '../../src/services/billing/check-ledger.ts'
import { expireSessions } from '../../src/services/sessions/expire.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const PERSON = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
const FAILING_MODELS = new URL('../fixtures/failing-child.ts', import.meta.url)
/** Enough for one session, or for ten comparisons. */
const GRANT = 50
const HOUR_MS = 3_600_000

let server: TestServer
let picture: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_SIGNUP_GRANT_TOKENS: String(GRANT) }, FAILING_MODELS)
  const grey = { width: 64, height: 64, channels: 3 as const, background: '#888888' }
  picture = (await sharp({ create: grey }).jpeg().toBuffer()).toString('base64')
})
afterAll(() => server.close())

function post(path: string, body: object, idempotencyKey?: string): Promise<TestAnswer> {
  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
  return server.request('POST', path, { key: server.organization.liveKey, body, headers })
}

async function balance(): Promise<[available: number, held: number]> {
  const row = await server.ctx.db
    .selectFrom('balances')
    .selectAll()
    .where('organizationId', '=', server.organization.id)
    .executeTakeFirstOrThrow()
  return [row.availableTokens, row.heldTokens]
}

/** Rows of every table but those that count and log requests, which are written when there is time. */
async function countRows(): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'request\\_%' order by 1
  `.execute(server.ctx.db)
  const counts: Record<string, number> = {}
  for (const { name } of tables.rows) {
    const result = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(server.ctx.db)
    counts[name] = result.rows[0]?.rows ?? -1
  }
  return counts
}

describe('an organization without enough tokens', () => {
  it('gets 402 with nothing written, for sessions and for direct calls', async () => {
    const { id } = (await post('/v1/sessions', PERSON)).json
    expect(await balance()).toEqual([0, GRANT])
    const before = await countRows()
    expect(Object.keys(before).length).toBeGreaterThan(15)
    const refused = [
      await post('/v1/sessions', { ...PERSON, email: 'somebody.else@example.com' }),
      await post('/v1/idv', PERSON),
      await post('/v1/face/compare', { source: picture, target: picture }),
      await post('/v1/document/scan', { image: picture }),
    ]
    for (const answer of refused) {
      expect([answer.status, answer.json.code]).toEqual([402, 'balance_insufficient'])
      expect(answer.json.detail).toBe('Insufficient token balance')
    }
    expect(await countRows()).toEqual(before)
    await voidSession(id)
  })

  it('is told of a bad body first, and has no picture decoded', async () => {
    const { id } = (await post('/v1/sessions', PERSON)).json
    const junk = Buffer.from('not a picture').toString('base64')
    expect((await post('/v1/sessions', { ...PERSON, email: 'nobody' })).status).toBe(400)
    expect((await post('/v1/face/compare', { source: picture })).status).toBe(400)
    expect((await post('/v1/face/compare', { source: junk, target: junk })).status).toBe(402)
    await voidSession(id)
    expect((await post('/v1/face/compare', { source: junk, target: junk })).status).toBe(400)
  })
})

async function voidSession(id: string): Promise<void> {
  const url = `/v1/sessions/${id}`
  const answer = await server.request('PATCH', url, {
    key: server.organization.liveKey,
    body: { status: 'VOIDED' },
  })
  expect(answer.status).toBe(200)
}

describe('tokens that are held for a session', () => {
  it('return when it is voided', async () => {
    const { id } = (await post('/v1/sessions', PERSON)).json
    expect(await balance()).toEqual([0, GRANT])
    await voidSession(id)
    expect(await balance()).toEqual([GRANT, 0])
  })

  it('return when it expires', async () => {
    await post('/v1/sessions', { ...PERSON, expiresInHours: 1 })
    server.clock.advance(HOUR_MS)
    expect(await balance()).toEqual([0, GRANT])
    await expireSessions(server.appCtx)
    expect(await balance()).toEqual([GRANT, 0])
  })
})

describe('tokens of a direct call', () => {
  it('return when its check fails, and the retry with the same key runs again', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const answer = await post('/v1/document/scan', { image: picture }, 'failing-1')
      expect([answer.status, answer.json.code]).toEqual([503, 'check_failed'])
      expect(answer.headers['idempotency-replayed']).toBeUndefined()
      expect(await balance()).toEqual([GRANT, 0])
    }
    const checks = await server.ctx.db
      .selectFrom('checks')
      .select('state')
      .where('kind', '=', 'document_scan')
      .execute()
    expect(checks.map(({ state }) => state)).toEqual(['failed', 'failed'])
  })

  it('are spent once, however often the call is repeated with its Idempotency-Key', async () => {
    const body = { source: picture, target: picture }
    const first = await post('/v1/face/compare', body, 'compare-1')
    const [available, held] = await balance()
    expect([first.status, available, held]).toEqual([200, GRANT - 5, 0])
    const rows = await countRows()
    const second = await post('/v1/face/compare', body, 'compare-1')
    expect([second.status, second.text]).toEqual([200, first.text])
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect((await post('/v1/face/compare', { ...body, target: `${picture}\n` }, 'compare-1')).status).toBe(422)
    expect(await countRows()).toEqual(rows)
    expect(await balance()).toEqual([available, held])
  })

  it('are not spent again when the server died after the check and before the answer', async () => {
    const body = { source: picture, target: picture }
    const first = await post('/v1/face/compare', body, 'compare-2')
    const tokens = await balance()
    await server.ctx.db
      .updateTable('idempotencyKeys')
      .set({ state: 'running', status: null, sealedBody: null, masterVersion: null, contentType: null })
      .where('route', '=', '/v1/face/compare')
      .execute()
    server.clock.advance(60_000)
    const second = await post('/v1/face/compare', body, 'compare-2')
    expect([second.status, second.text]).toEqual([200, first.text])
    expect(await balance()).toEqual(tokens)
  })

  it('are the same for a multipart body as for the JSON that it stands for', async () => {
    const json = await post('/v1/face/compare', { source: picture, target: picture }, 'compare-3')
    const form = new FormData()
    const bytes = new Uint8Array(Buffer.from(picture, 'base64'))
    for (const name of ['source', 'target']) form.append(name, new Blob([bytes], { type: 'image/jpeg' }), `${name}.jpg`)
    const encoded = new Response(form)
    const multipart = await server.request('POST', '/v1/face/compare', {
      key: server.organization.liveKey,
      body: Buffer.from(await encoded.arrayBuffer()),
      headers: {
        'content-type': encoded.headers.get('content-type') ?? '',
        'idempotency-key': 'compare-3',
      },
    })
    expect([multipart.status, multipart.text]).toEqual([200, json.text])
    expect(multipart.headers['idempotency-replayed']).toBe('true')
  })

  it('leave a ledger that sums up', async () => {
    expect(await checkLedger(server.ctx)).toEqual([])
  })
})
