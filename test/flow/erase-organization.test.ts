/** Erases an organization while looking at every table, every file and the books: nothing is left, nothing else is touched. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { newId, type OrganizationId } from '../../src/lib/ids.ts'
import type { SystemActor } from '../../src/services/actor.ts'
import { regenerateApiKey } from '../../src/services/api-keys/regenerate.ts'
import { sealChains } from '../../src/services/audit/seal-chains.ts'
import { verifyAuditChain } from '../../src/services/audit/verify-chain.ts'
import { checkLedger } from '../../src/services/billing/check-ledger.ts'
import { findQueuedCheck } from '../../src/services/checks/end.ts'
import { eraseDueOrganizations } from '../../src/services/deletion/erase.ts'
import { createOrganization, type FoundedOrganization } from '../../src/services/organizations/create.ts'
import { finishCheck } from '../../src/services/runs/finish-check.ts'
import { createWorkflow } from '../../src/services/workflows/create.ts'
import { openHosted } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { breakDeletes, countRows, digestRows, findTraces, listTables } from '../fixtures/organization-rows.ts'
import { aPausedEndpoint } from '../fixtures/paused-endpoint.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { steerSandbox } from '../fixtures/steered-sandbox.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, TEST_PASSWORD, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const DAY_MS = 86_400_000
/** What no row may hold any more. */
const TRACES = ['Zwingli', 'huldrych', '+41791234567', '203.0.113.7']
/** What stays: the books, the log, and the rows that say when a key was destroyed. */
const KEPT = 'audit_events audit_heads audit_links audit_seals balances data_keys holds ledger_entries'.split(' ')

let server: TestServer
let picture: Buffer
beforeAll(async () => {
  server = await startTestServer(
    {
      ...{ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' },
      // Nobody listens there, so that invitations wait.
      ...{ OPENIDV_SMTP_URL: 'smtp://127.0.0.1:9', OPENIDV_MAIL_FROM: 'no-reply@example.org' },
    },
    new URL('../fixtures/failing-child.ts', import.meta.url),
  )
  picture = await emptyPicture()
})
afterAll(() => server.close())

/** An organization with rows in every table and pictures among the files, whose deletion its owner has asked for. */
async function aFullOrganization(): Promise<FoundedOrganization & { owner: TestMember }> {
  const { ctx } = server
  const founded = await createOrganization(ctx, { name: 'Acme' })
  const operator: SystemActor = { kind: 'operator', organizationId: founded.id }
  const owner = await signUpMember(server, { organizationId: founded.id })
  await signUpMember(server, { organizationId: founded.id, role: 'viewer' })
  await owner.post('~/invitations', { email: 'guest@example.com', role: 'viewer' })
  const workflow = await createWorkflow(ctx, operator, {
    ...{ name: 'Ours', environment: 'live', steps: [{ id: 'ID_VERIFICATION' }] },
  })
  const body = { firstName: 'Huldrych', lastName: 'Zwingli', email: 'huldrych@example.com', phone: '+41791234567' }
  const send = async (url: string, content: object, headers = {}) => {
    const answer = await server.request('POST', url, { key: founded.liveKey, body: content, headers })
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.json
  }
  await aPausedEndpoint(ctx, founded.id)
  const session = await send('/v1/sessions', { ...body, workflowId: workflow }, { 'idempotency-key': newId() })
  const page = await openHosted(server, session.session_url.split('/').at(-1))
  await page.consent()
  for (const slot of ['id_front', 'id_front', 'selfie_front']) await page.upload(slot, picture)
  const direct = { source: picture.toString('base64'), target: picture.toString('base64') }
  await send('/v1/face/compare', direct)
  await send('/v1/upload/presign', { files: [{ contentType: 'image/jpeg', byteLength: 1000 }] })
  const { id: linkedId } = await send('/v1/sessions', { ...body, email: 'huldrych@example.net' })
  await send(`/v1/sessions/${linkedId}/link`, {})
  await steerSandbox(server, founded.sandboxKey, body)
  await server.request('POST', '/v1/sessions', { key: founded.liveKey, body: {} })
  const waiting = await aWaitingSession(server, { organization: founded, lastName: 'Zwingli', check: 'queued' })
  const reviewed = await aWaitingSession(server, { organization: founded, lastName: 'Zwingli', check: 'done' })
  await owner.post(`~/sessions/${reviewed}/decision`, { outcome: 'VERIFIED', note: 'Looks like Zwingli' })
  await owner.post(`~/sessions/${waiting}/claim`)
  const ours = ctx.db.selectFrom('apiKeys').where('organizationId', '=', founded.id)
  const { id: keyId } = await ours.select('id').where('environment', '=', 'sandbox').executeTakeFirstOrThrow()
  await regenerateApiKey(ctx, operator, keyId)
  await sql`insert into request_counts (organization_id, environment, day, count)
    values (${founded.id}, 'live', '2026-11-24', 1) on conflict do nothing`.execute(ctx.db)
  expect((await owner.post('~/organization/deletion', { name: 'Acme' })).status).toBe(200)
  await sealChains(ctx)
  return { ...founded, owner }
}

/** Lets the grace pass with API and worker at rest, so that whatever changes is changed by `work`. */
function afterTheGrace(work: () => Promise<void>): Promise<void> {
  server.clock.advance(7 * DAY_MS)
  return atRest(work)
}

/** A failure of `work` is told once the server runs again, which the next test needs. */
async function atRest(work: () => Promise<void>): Promise<void> {
  const outcome: { error?: unknown } = {}
  await server.restart(() =>
    work().catch((error: unknown) => {
      outcome.error = error
    }),
  )
  if ('error' in outcome) throw outcome.error
}

async function listBlobs(): Promise<string[]> {
  const files = await readdir(join(server.ctx.config.dataDir, 'blobs'), { recursive: true, withFileTypes: true })
  return files.filter((file) => file.isFile()).map(({ name }) => name)
}

async function listBlobKeys(id: OrganizationId): Promise<string[]> {
  const rows = await server.ctx.db.selectFrom('evidence').select('blobKey').where('organizationId', '=', id).execute()
  return rows.map(({ blobKey }) => blobKey)
}

async function expectErased(id: OrganizationId): Promise<void> {
  const { ctx } = server
  const counts = await countRows(server.ctx.db, id)
  expect(Object.entries(counts).filter(([table, count]) => count > 0 && !KEPT.includes(table))).toEqual([])
  const keys = ctx.db.selectFrom('dataKeys').select('id').where('organizationId', '=', id)
  expect(await keys.where('wrappedKey', 'is not', null).execute()).toEqual([])
  expect((await keys.where('destroyedAt', 'is not', null).execute()).length).toBeGreaterThan(0)
  const row = await ctx.db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ name: 'Acme', status: 'deleted', slug: id })
  expect(await verifyAuditChain(ctx, { kind: 'operator', organizationId: id })).toMatchObject({ isIntact: true })
  const ends = await ctx.db
    .selectFrom('auditEvents')
    .select('action')
    .where('organizationId', '=', id)
    .where('action', 'like', 'organization.%erasure')
    .orderBy('id')
    .execute()
  expect(ends.map(({ action }) => action)).toEqual(['organization.begin_erasure', 'organization.finish_erasure'])
  expect((await readBooks(ctx.db, id)).held).toBe(0)
  expect(await checkLedger(ctx)).toEqual([])
}

describe('an organization whose grace is over', () => {
  it('is erased from every table and from the files; its books, its log and other organizations stay as they were', async () => {
    const other = await aFullOrganization()
    await other.owner.send('DELETE', '~/organization/deletion')
    const gone = await aFullOrganization()
    await afterTheGrace(async () => {
      const before = await countRows(server.ctx.db, gone.id)
      expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([])
      expect((await findTraces(server.ctx.db, TRACES)).length).toBeGreaterThan(10)
      const books = await readBooks(server.ctx.db, gone.id)
      expect(books.held).toBeGreaterThan(0)
      const [blobs, otherBlobs] = [await listBlobKeys(gone.id), await listBlobKeys(other.id)]
      const [otherRows, otherCounts] = [
        await digestRows(server.ctx.db, other.id),
        await countRows(server.ctx.db, other.id),
      ]

      expect(await eraseDueOrganizations(server.appCtx, { batch: 2 })).toBe(1)
      await expectErased(gone.id)
      expect(await readBooks(server.ctx.db, gone.id)).toEqual({
        ...{ available: books.available + books.held, held: 0, spent: books.spent },
      })
      const left = await listBlobs()
      expect(left.filter((name) => blobs.includes(name))).toEqual([])
      expect(otherBlobs.filter((name) => left.includes(name)).length).toBeGreaterThan(3)
      expect(await countRows(server.ctx.db, other.id)).toEqual(otherCounts)
      expect(await digestRows(server.ctx.db, other.id)).toEqual(otherRows)
      expect(await eraseDueOrganizations(server.appCtx)).toBe(0)
      expect(await digestRows(server.ctx.db, other.id)).toEqual(otherRows)
    })
    await other.owner.post('/console/step-up', { password: TEST_PASSWORD })
    expect((await other.owner.post('~/organization/deletion', { name: 'Acme' })).status).toBe(200)
    await afterTheGrace(async () => {
      expect(await eraseDueOrganizations(server.appCtx)).toBe(1)
      await expectErased(other.id)
      expect(await findTraces(server.ctx.db, TRACES)).toEqual([])
    })
  }, 120_000)

  it('is left alone until the very moment, and when an owner kept it', async () => {
    const { id, owner } = await aFullOrganization()
    server.clock.advance(7 * DAY_MS - 1)
    await atRest(async () => {
      const before = await digestRows(server.ctx.db, id)
      expect(await eraseDueOrganizations(server.appCtx)).toBe(0)
      expect(await digestRows(server.ctx.db, id)).toEqual(before)
    })
    await owner.post('/console/step-up', { password: TEST_PASSWORD })
    expect((await owner.send('DELETE', '~/organization/deletion')).status).toBe(204)
    await afterTheGrace(async () => {
      const before = await digestRows(server.ctx.db, id)
      expect(await eraseDueOrganizations(server.appCtx)).toBe(0)
      expect(await digestRows(server.ctx.db, id)).toEqual(before)
    })
  }, 60_000)
})

describe('erasing that is broken off', () => {
  it('at any table is taken up again and ends complete, with nobody able to stop it', async () => {
    const { id, owner } = await aFullOrganization()
    await afterTheGrace(async () => {
      const { db } = server.ctx
      const deleted = (await listTables(server.ctx.db)).filter((table) => !KEPT.includes(table))
      for (const table of deleted) {
        const rows = (await countRows(server.ctx.db, id))[table] ?? 0
        if (rows === 0) continue
        await breakDeletes(db, table, async () => {
          await expect(eraseDueOrganizations(server.appCtx, { batch: 2 })).rejects.toThrow('could not be erased')
        })
        expect((await countRows(server.ctx.db, id))[table]).toBe(rows)
      }
      expect(await eraseDueOrganizations(server.appCtx, { batch: 2 })).toBe(1)
      await expectErased(id)
    })
    expect((await owner.send('DELETE', '~/organization/deletion')).status).toBe(403)
  }, 120_000)

  it('between a key and its bytes leaves bytes that nobody can open, and removes them with the next run', async () => {
    const { id, owner } = await aFullOrganization()
    await afterTheGrace(async () => {
      const { ctx } = server
      const blobs = await listBlobKeys(id)
      const failing: Context = {
        ...ctx,
        blobs: { ...ctx.blobs, delete: async () => Promise.reject(new Error('the disk is gone')) },
      }
      await expect(eraseDueOrganizations(failing)).rejects.toThrow('could not be erased')
      expect(await listBlobKeys(id)).toEqual(blobs)
      const sealed = await sql<{ count: number }>`
        select count(*) from evidence join data_keys on data_keys.id = evidence.data_key_id
        where evidence.organization_id = ${id} and wrapped_key is not null`.execute(ctx.db)
      expect(sealed.rows).toEqual([{ count: 0 }])
      expect((await listBlobs()).filter((name) => blobs.includes(name)).length).toBeGreaterThan(3)
      expect(await eraseDueOrganizations(ctx)).toBe(1)
      expect((await listBlobs()).filter((name) => blobs.includes(name))).toEqual([])
      await expectErased(id)
    })
    expect((await owner.get('/console/me')).json.organizations).toEqual([])
  }, 60_000)

  it('by the end of the process stops between two batches', async () => {
    const { id } = await aFullOrganization()
    await afterTheGrace(async () => {
      const stopping = AbortSignal.abort(new Error('the worker stops'))
      await expect(eraseDueOrganizations(server.appCtx, { signal: stopping })).rejects.toThrow('the worker stops')
      expect(await eraseDueOrganizations(server.appCtx)).toBe(1)
      await expectErased(id)
    })
  }, 60_000)

  it('by one that fails does not hold up another', async () => {
    const [first, second] = [await aFullOrganization(), await aFullOrganization()]
    await afterTheGrace(async () => {
      const { ctx } = server
      const firstBlobs = await listBlobKeys(first.id)
      const remove = (key: string) =>
        firstBlobs.includes(key) ? Promise.reject(new Error('the disk is gone')) : ctx.blobs.delete(key)
      const failing: Context = { ...ctx, blobs: { ...ctx.blobs, delete: remove } }
      await expect(eraseDueOrganizations(failing)).rejects.toThrow('1 organizations could not be erased')
      await expectErased(second.id)
      expect(await eraseDueOrganizations(ctx)).toBe(1)
      await expectErased(first.id)
    })
  }, 60_000)
})

describe('erasing', () => {
  it('by three workers at once ends complete, and is told once', async () => {
    const { id } = await aFullOrganization()
    await afterTheGrace(async () => {
      const { ctx } = server
      await Promise.all([1, 2, 3].map((batch) => eraseDueOrganizations(ctx, { batch })))
      await eraseDueOrganizations(ctx)
      await expectErased(id)
    })
  }, 60_000)

  it('while a check is under way leaves its late result without effect', async () => {
    const { id } = await aFullOrganization()
    await afterTheGrace(async () => {
      const { ctx } = server
      const queued = await ctx.db
        .selectFrom('checks')
        .select('id')
        .where('organizationId', '=', id)
        .where('state', '=', 'queued')
        .executeTakeFirstOrThrow()
      const check = await findQueuedCheck(ctx, queued.id)
      if (!check) throw new Error('The check is queued')
      await eraseDueOrganizations(ctx)
      const before = await digestRows(server.ctx.db, id)
      await finishCheck(ctx, check, { failureCode: 'model_crashed' })
      expect(await digestRows(server.ctx.db, id)).toEqual(before)
      await expectErased(id)
    })
  }, 60_000)
})
