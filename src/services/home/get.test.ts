import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedManySessions } from '../../../test/fixtures/many-sessions.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { explainWithin } from '../../../test/harness/explain.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { type MemberUserId, newId, type OrganizationId } from '../../lib/ids.ts'
import type { MemberActor } from '../actor.ts'
import { ROLE_SCOPES, type Role } from '../members/roles.ts'
import { createOrganization } from '../organizations/create.ts'
import { getHome } from './get.ts'

const SESSIONS = 25_000

let database: TestDatabase
let ctx: Context
let organizationId: OrganizationId
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
  ;({ id: organizationId } = await createOrganization(ctx, { name: 'Large' }))
  await seedManySessions(ctx, organizationId, SESSIONS)
}, 120_000)
afterAll(() => database.close())

function aMember(change: Partial<MemberActor> & { role?: Role } = {}): MemberActor {
  const role = change.role ?? 'owner'
  return {
    ...{
      kind: 'member',
      organizationId,
      environment: 'live',
      userId: newId<MemberUserId>(),
      name: 'A',
      email: 'a@b.c',
    },
    ...{ role, scopes: ROLE_SCOPES[role], steppedUpAt: undefined, address: '127.0.0.1', ...change },
  }
}

describe('the first page of the console', () => {
  it('counts by status, funnel, pass rate and median time of each period', async () => {
    const { sessions } = await getHome(ctx, aMember())
    // One session a minute, and the clock stands at noon: 721 since midnight.
    const { today, week } = sessions?.periods ?? {}
    expect(today?.created).toBe(721)
    expect(Object.values(today?.byStatus ?? {}).reduce((a, b) => a + b)).toBe(721)
    expect(week?.created).toBe(7 * 24 * 60 + 1)
    expect(week?.passRate).toBeCloseTo(60 / 69, 2)
    expect(week?.medianSeconds).toBe(180)
    const { created = 0, opened = 0, handedIn = 0, verified = 0 } = week?.funnel ?? {}
    expect(created).toBeGreaterThan(opened)
    expect(opened).toBeGreaterThan(handedIn)
    expect(handedIn).toBeGreaterThan(verified)
    expect(verified).toBe(week?.byStatus.VERIFIED)
  })

  it('looks at the newest 20,000 sessions at most, and says so', async () => {
    const costs = await explainWithin(database, organizationId, (db) => getHome({ ...ctx, db }, aMember()))
    expect(Math.max(...costs.map(({ readRows }) => readRows))).toBeLessThanOrEqual(20_001)
    expect(costs.flatMap(({ walkedTables }) => walkedTables)).not.toContain('sessions')
    const { sessions } = await getHome(ctx, aMember())
    expect(sessions?.isPartial).toBe(true)
    expect(sessions?.periods.month.created).toBe(20_000)
  })

  it('shows a new organization zeros without rates, and what is to do first', async () => {
    const fresh = await createOrganization(ctx, { name: 'Fresh' })
    const home = await getHome(ctx, aMember({ organizationId: fresh.id }))
    expect(home.sessions?.periods.month).toEqual({
      created: 0,
      byStatus: { PENDING: 0, SUBMITTED: 0, VERIFIED: 0, REJECTED: 0, VOIDED: 0, EXPIRED: 0, FAILED: 0 },
      funnel: { created: 0, opened: 0, handedIn: 0, verified: 0 },
    })
    expect(home.firstSteps).toEqual({ keyUsed: false, sessionCreated: false, twoFactor: false, teammate: false })
    expect((await getHome(ctx, aMember())).firstSteps.sessionCreated).toBe(true)
    await sql`
      insert into request_usage
      values (${fresh.id}, 'live', 'minute', now(), gen_random_uuid(), 'GET', '/v1/sessions', 1, 0, 0, 0, 0)`.execute(
      ctx.db,
    )
    expect((await getHome(ctx, aMember({ organizationId: fresh.id }))).firstSteps.keyUsed).toBe(true)
  })

  it('tells a role without sessions nothing of them, and the sandbox nothing of live', async () => {
    expect((await getHome(ctx, aMember({ role: 'billing' }))).sessions).toBeUndefined()
    expect((await getHome(ctx, aMember({ environment: 'sandbox' }))).sessions?.periods.month.created).toBe(0)
  })
})
