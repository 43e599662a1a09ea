/** Proves that the queue stays quick beside many sessions: each of its queries walks the queue's own index. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedManySessions } from '../../../test/fixtures/many-sessions.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { explainWithin } from '../../../test/harness/explain.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { type MemberUserId, newId } from '../../lib/ids.ts'
import type { MemberActor } from '../actor.ts'
import { ROLE_SCOPES } from '../members/roles.ts'
import { createOrganization } from '../organizations/create.ts'
import { claimNextReview, countReviewQueue, listReviewQueue } from './queue.ts'

const SESSIONS = 100_000
const WAITING = 2_000

let database: TestDatabase
let ctx: Context
let reviewer: MemberActor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
  const { id: organizationId } = await createOrganization(ctx, { name: 'Large' })
  await seedManySessions(ctx, organizationId, SESSIONS)
  const { db } = ctx
  const chosen = db.selectFrom('sessions').select('id').where('status', '=', 'VERIFIED').limit(WAITING)
  const reason = { code: 'NAME_MISMATCH', severity: 'HIGH', detail: 'Another name.' }
  await db
    .updateTable('sessions')
    .set({ status: 'SUBMITTED', submittedAt: new Date(ctx.clock.nowMs()), decisionReasons: JSON.stringify([reason]) })
    .where('id', 'in', chosen)
    .execute()
  const person = { id: newId<MemberUserId>(), name: 'Rita', email: 'rita@example.com', emailVerified: true }
  await db.insertInto('authUsers').values(person).execute()
  reviewer = {
    ...{ kind: 'member', organizationId, environment: 'live', userId: person.id, name: 'Rita', email: person.email },
    ...{ role: 'reviewer', scopes: ROLE_SCOPES.reviewer, steppedUpAt: undefined, address: '127.0.0.1' },
  }
}, 120_000)
afterAll(() => database.close())

it.each([
  ['a page of it', (on: Context) => listReviewQueue(on, reviewer, { limit: 25 })],
  ['the count in the sidebar', (on: Context) => countReviewQueue(on, reviewer)],
  ['the next one', (on: Context) => claimNextReview(on, reviewer, {})],
])(`of ${SESSIONS.toLocaleString('en')} sessions reads only those that wait: %s`, async (_name, read) => {
  const costs = await explainWithin(database, reviewer.organizationId, (db) => read({ ...ctx, db }))
  const reading = costs.filter(({ indexes }) => indexes.length > 0)
  expect(reading.flatMap(({ indexes }) => indexes)).toContain('sessions_to_review')
  for (const { walkedTables, readRows } of costs) {
    expect(walkedTables).not.toContain('sessions')
    expect(readRows).toBeLessThan(WAITING * 2.5)
  }
})
