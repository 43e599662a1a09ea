import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../lib/errors.ts'
import { type ApiKeyId, newId, type OrganizationId } from '../../lib/ids.ts'
import { createOrganization } from '../organizations/create.ts'
import { eraseRequests } from './erase.ts'
import { openRequestRecorder, type RequestRecorder } from './recorder.ts'
import type { RequestEntry } from './request-entry.ts'

const NOON_MS = Date.UTC(2026, 10, 24, 12)
const DAY_MS = 86_400_000

let database: TestDatabase
let ctx: Context & { clock: { set(nowMs: number): void } }
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

const apiKeyId = newId<ApiKeyId>()

async function anOrganization(): Promise<OrganizationId> {
  return (await createOrganization(ctx, { name: 'Recorded' })).id
}

function anEntry(organizationId: OrganizationId, overrides: Partial<RequestEntry> = {}): RequestEntry {
  return {
    organizationId,
    environment: 'live',
    apiKeyId,
    method: 'GET',
    route: '/v1/sessions',
    path: '/v1/sessions',
    status: 200,
    ms: 12,
    requestId: 'request-1234',
    ip: '192.0.2.7',
    userAgent: 'agent/1',
    errorCode: undefined,
    sessionId: undefined,
    atMs: NOON_MS,
    ...overrides,
  }
}

/** A recorder on a database that may be made to fail, each of its statements counted. */
function openCounted(): { recorder: RequestRecorder; statements: () => number; failWith: (error?: Error) => void } {
  let count = 0
  let failure: Error | undefined
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => {
      count += 1
      if (failure) throw failure
      return node
    },
    transformResult: async ({ result }) => result,
  }) as Database
  return {
    recorder: openRequestRecorder({ ...ctx, db }),
    statements: () => count,
    failWith: (error) => {
      failure = error
    },
  }
}

function readLogs(organizationId: OrganizationId) {
  return database.db.selectFrom('requestLogs').selectAll().where('organizationId', '=', organizationId).execute()
}

function readUsage(organizationId: OrganizationId) {
  const query = database.db.selectFrom('requestUsage').selectAll().where('organizationId', '=', organizationId)
  return query.orderBy('startsAt').execute()
}

function readPeaks(organizationId: OrganizationId) {
  const query = database.db.selectFrom('requestPeaks').select(['span', 'startsAt', 'offered', 'admitted'])
  return query.where('organizationId', '=', organizationId).where('span', '=', 'minute').orderBy('startsAt').execute()
}

describe('the recorder of requests', () => {
  it('writes any number of requests in one statement for each thousand, and none before', async () => {
    const { recorder, statements } = openCounted()
    const organizationId = await anOrganization()
    for (let count = 0; count < 600; count++) recorder.record(anEntry(organizationId))
    expect(statements()).toBe(0)
    await recorder.close()
    expect(statements()).toBe(1)
    expect(await readLogs(organizationId)).toHaveLength(600)
  })

  it('adds up what two nodes saw of the same minute, and takes the peak of their common second', async () => {
    const organizationId = await anOrganization()
    for (const ms of [0, 500]) {
      const { recorder } = openCounted()
      for (let count = 0; count < 20; count++) recorder.record(anEntry(organizationId, { atMs: NOON_MS + ms }))
      recorder.record(anEntry(organizationId, { atMs: NOON_MS + 3000, status: 404, errorCode: 'not_found' }))
      await recorder.close()
    }
    const usage = (await readUsage(organizationId)).filter(({ span }) => span === 'minute')
    expect(usage).toHaveLength(1)
    expect(usage[0]).toMatchObject({ requests: 42, clientErrors: 2, serverErrors: 0, startsAt: new Date(NOON_MS) })
    expect(await readPeaks(organizationId)).toEqual([
      { span: 'minute', startsAt: new Date(NOON_MS), offered: 40, admitted: 40 },
    ])
  })

  it('keeps apart what was offered and what was admitted, and which limit refused', async () => {
    const organizationId = await anOrganization()
    const { recorder } = openCounted()
    for (let count = 0; count < 35; count++) recorder.record(anEntry(organizationId))
    for (let count = 0; count < 10; count++) {
      recorder.record(anEntry(organizationId, { status: 429, errorCode: 'rate_limited' }))
    }
    recorder.record(anEntry(organizationId, { status: 429, errorCode: 'quota_exceeded' }))
    await recorder.close()
    const [usage] = await readUsage(organizationId)
    expect(usage).toMatchObject({ requests: 46, refusedByRate: 10, refusedByQuota: 1, clientErrors: 0 })
    expect(await readPeaks(organizationId)).toMatchObject([{ offered: 46, admitted: 35 }])
    const latencies = database.db.selectFrom('requestLatencies').select('requests')
    const admitted = await latencies.where('organizationId', '=', organizationId).where('span', '=', 'hour').execute()
    expect(admitted, 'refusals are quick and say nothing of the work').toEqual([{ requests: 35 }])
  })

  it('keeps any number of refusals of a second in five rows, and counts every one', async () => {
    const organizationId = await anOrganization()
    const { recorder } = openCounted()
    for (let count = 0; count < 50_000; count++) {
      recorder.record(anEntry(organizationId, { status: 429, errorCode: 'rate_limited' }))
    }
    await recorder.close()
    const times = (await readLogs(organizationId)).map((row) => row.times)
    expect(times).toHaveLength(5)
    expect(times.reduce((sum, count) => sum + count, 0)).toBe(50_000)
    expect(await readUsage(organizationId)).toMatchObject([{ refusedByRate: 50_000 }, { refusedByRate: 50_000 }])
    expect(recorder.dropped()).toBe(0)
  })

  it('holds a bounded number while the database is away, counts what it drops, and writes the rest when it is back', async () => {
    const organizationId = await anOrganization()
    const { recorder, failWith } = openCounted()
    failWith(new AppError('database_unavailable'))
    for (let count = 0; count < 30_000; count++) recorder.record(anEntry(organizationId))
    await recorder.flush()
    await recorder.flush()
    expect(recorder.dropped()).toBeGreaterThanOrEqual(9000)
    failWith()
    await recorder.close()
    const kept = 30_000 - recorder.dropped()
    expect(kept).toBeGreaterThanOrEqual(20_000)
    expect(await readLogs(organizationId)).toHaveLength(kept)
    expect((await readUsage(organizationId))[0]?.requests).toBe(kept)
  })

  it('writes nothing twice when a write succeeded whose answer was lost', async () => {
    const organizationId = await anOrganization()
    let isLost = true
    const db = database.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!isLost) return result
        isLost = false
        throw new AppError('database_unavailable')
      },
    }) as Database
    const recorder = openRequestRecorder({ ...ctx, db })
    for (let count = 0; count < 10; count++) recorder.record(anEntry(organizationId))
    await recorder.flush()
    expect(await readLogs(organizationId)).toHaveLength(10)
    await recorder.close()
    expect(await readLogs(organizationId)).toHaveLength(10)
    expect((await readUsage(organizationId))[0]?.requests).toBe(10)
  })

  it('gives up rows that the database refuses, so that they hold up no others', async () => {
    const organizationId = await anOrganization()
    const { recorder, failWith } = openCounted()
    recorder.record(anEntry(organizationId))
    failWith(new Error('invalid row'))
    for (let tries = 0; tries < 3; tries++) await recorder.flush()
    failWith()
    expect(recorder.dropped()).toBe(1)
    recorder.record(anEntry(organizationId))
    await recorder.close()
    expect(await readLogs(organizationId)).toHaveLength(1)
  })

  it('passes over the requests of an organization that is gone, and keeps those of others', async () => {
    const organizationId = await anOrganization()
    const { recorder } = openCounted()
    recorder.record(anEntry(newId<OrganizationId>()))
    recorder.record(anEntry(organizationId))
    await recorder.close()
    expect(await readLogs(organizationId)).toHaveLength(1)
  })
})

describe('the retention of requests', () => {
  it('erases logs after 30 days, minutes after two, hours after 400, in batches, and nothing younger', async () => {
    const organizationId = await anOrganization()
    const { recorder } = openCounted()
    const ages = [0, 1, 3, 29, 31, 399, 401]
    for (const days of ages) {
      for (let count = 0; count < 3; count++) {
        recorder.record(anEntry(organizationId, { atMs: NOON_MS - days * DAY_MS - 1 }))
      }
    }
    await recorder.close()
    await eraseRequests(ctx, 2)
    const ageOf = (moment: Date) => Math.floor((NOON_MS - moment.getTime()) / DAY_MS)
    expect((await readLogs(organizationId)).map(({ at }) => ageOf(at)).sort((a, b) => a - b)).toEqual(
      [0, 1, 3, 29].flatMap((days) => [days, days, days]),
    )
    const usage = await readUsage(organizationId)
    const startsOf = (span: string) => usage.filter((row) => row.span === span).map((row) => ageOf(row.startsAt))
    expect(startsOf('minute')).toEqual([1, 0])
    expect(startsOf('hour')).toEqual([399, 31, 29, 3, 1, 0])
    expect(
      await database.db
        .selectFrom('requestSeconds')
        .selectAll()
        .where('startsAt', '<', new Date(NOON_MS - DAY_MS))
        .execute(),
    ).toEqual([])
  })
})
