import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { type CheckId, newId, type OrganizationId } from '../../lib/ids.ts'
import { createOrganization } from '../organizations/create.ts'
import { type ClaimedCheck, claimCheck, freeChecks, freeChecksLeft, listClaimants, retryCheck } from './claim.ts'
import { insertCheck, listAbandonedChecks } from './queries.ts'

const DIRECT = -10
const SESSION = 0

let database: TestDatabase
let ctx: Context
let a: OrganizationId
let b: OrganizationId
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
beforeEach(async () => {
  await ctx.db.deleteFrom('checks').execute()
  a = (await createOrganization(ctx, { name: 'A' })).id
  b = (await createOrganization(ctx, { name: 'B' })).id
})
afterAll(() => database.close())

async function addChecks(organizationId: OrganizationId, count: number, priority = SESSION): Promise<CheckId[]> {
  const ids: CheckId[] = []
  for (let i = 0; i < count; i++) {
    const id = newId<CheckId>()
    const nothing = { sessionId: null, step: null, holdId: null, input: { evidence: {} }, createdAt: new Date(1) }
    const row = { id, organizationId, environment: 'live' as const, kind: 'face_detect' as const, priority }
    await insertCheck(ctx.db, { ...row, ...nothing })
    ids.push(id)
  }
  return ids
}

/** Claims as a worker would that never ends a check. */
async function claim(count: number, worker: string): Promise<ClaimedCheck[]> {
  const claimed: ClaimedCheck[] = []
  for (let i = 0; i < count; i++) {
    const next = await claimCheck(ctx, worker)
    if (next) claimed.push(next)
  }
  return claimed
}
const ownersOf = (claimed: readonly ClaimedCheck[]) =>
  claimed.map(({ check }) => (check.organizationId === a ? 'A' : 'B')).join('')

it('organizations take turns: however deep one queue is, another waits for one check of it at most', async () => {
  for (const [priorityOfA, priorityOfB] of [
    [SESSION, SESSION],
    [DIRECT, SESSION],
    [DIRECT, DIRECT],
  ] as const) {
    await ctx.db.deleteFrom('checks').execute()
    await addChecks(a, 40, priorityOfA)
    expect(ownersOf(await claim(3, 'u'))).toBe('AAA')
    await addChecks(b, 1, priorityOfB)
    expect(ownersOf(await claim(2, 'v'))).toMatch(/^A?B/)
    await addChecks(b, 2, priorityOfB)
    expect(ownersOf(await claim(5, 'w'))).toMatch(/^A?BABA/)
  }
})

it('two kinds of checks give no second turn, and within an organization direct calls go first', async () => {
  const [session] = await addChecks(a, 20, SESSION)
  const [direct] = await addChecks(a, 20, DIRECT)
  await addChecks(b, 20, SESSION)
  const claimed = await claim(8, 'w')
  expect(ownersOf(claimed)).toBe('ABABABAB')
  expect(claimed[0]?.check.id).toBe(direct)
  expect(claimed.map(({ check }) => check.id)).not.toContain(session)
})

it('holds across workers that look at the same moment: every check is claimed once, and turns stay fair', async () => {
  await addChecks(a, 30)
  await addChecks(b, 5)
  const workers = Array.from({ length: 10 }, (_, i) => claimCheck(ctx, `w${i}`))
  const claimed = (await Promise.all(workers)).filter((one) => one !== undefined)
  expect(new Set(claimed.map(({ check }) => check.id)).size).toBe(10)
  expect(ownersOf(claimed).replaceAll('A', '')).toBe('BBBBB')
})

it('a check that failed waits for a turn of its organization like every other', async () => {
  await addChecks(a, 3)
  for (const claimed of await claim(3, 'w')) await retryCheck(ctx, claimed)
  await ctx.db
    .updateTable('checks')
    .set({ dueAt: new Date(0) })
    .execute()
  await addChecks(b, 3)
  const claimed = await claim(6, 'w')
  expect(ownersOf(claimed)).toBe('BABABA')
  expect(claimed[1]).toMatchObject({ attempt: 2, isLast: false })
})

const claimLongAgo = () =>
  ctx.db
    .updateTable('checks')
    .set({ claimedAt: new Date(1) })
    .execute()

it('what a dead worker had is free, and so is what a living one left by an error, in the name of any', async () => {
  const [id] = await addChecks(a, 1)
  await claim(1, 'dead')
  expect(await claim(1, 'living')).toEqual([])
  await claimLongAgo()
  expect(await listClaimants(ctx)).toEqual(['dead'])
  await freeChecks(ctx, ['dead'])
  expect(await claimCheck(ctx, 'living')).toMatchObject({ attempt: 2, check: { id } })

  await freeChecksLeft(ctx, new Set(['living']), new Set())
  expect(await claimCheck(ctx, 'another'), 'claimed a moment ago').toBeUndefined()
  await claimLongAgo()
  await freeChecksLeft(ctx, new Set(['living']), new Set([id as CheckId]))
  expect(await claimCheck(ctx, 'another'), 'still being done').toBeUndefined()
  await freeChecksLeft(ctx, new Set(['living']), new Set())
  expect(await claimCheck(ctx, 'another'), 'an error takes no attempt').toMatchObject({ attempt: 2, isLast: false })
})

it('three tries are all: a check that takes its worker with it each time is abandoned, and no error counts as a try', async () => {
  const [id] = await addChecks(a, 1)
  for (let i = 0; i < 3; i++) {
    for (const worker of ['living', 'dying']) {
      expect(await claimCheck(ctx, worker)).toMatchObject({ attempt: i + 1 })
      await claimLongAgo()
      await freeChecksLeft(ctx, new Set(['living']), new Set())
    }
    await freeChecks(ctx, ['dying'])
  }
  expect(await claimCheck(ctx, 'living')).toBeUndefined()
  expect(await listAbandonedChecks(ctx.db, new Date(), 10)).toMatchObject([{ id }])
})
