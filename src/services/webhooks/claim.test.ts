import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { OrganizationId, WebhookEndpointId } from '../../lib/ids.ts'
import { createOrganization } from '../organizations/create.ts'
import { claimDeliveries, finishAttempt } from './sending-queries.ts'

const LEASE_MS = 60_000
const ATTEMPT = { number: 1, at: new Date(), tookMs: 1, status: 200, error: null, answer: null }

let database: TestDatabase
let organizationId: OrganizationId
beforeAll(async () => {
  database = await createTestDatabase()
  organizationId = (await createOrganization(serviceContext(database.db), { name: 'Acme' })).id
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`delete from webhook_endpoints`.execute(database.db)
})

/** An endpoint with deliveries that are due, each of a session of its own. */
async function anEndpoint(count: number): Promise<WebhookEndpointId> {
  const { rows } = await sql<{ id: WebhookEndpointId }>`
    with endpoint as (
      insert into webhook_endpoints (
        id, organization_id, environment, name, url, sealed_secret, secret_version, created_at, updated_at
      ) values (gen_random_uuid(), ${organizationId}, 'live', 'Ours', 'https://example.com', 'x', 1, now(), now())
      returning id
    ), filled as (
      insert into webhook_deliveries (id, organization_id, environment, endpoint_id, type, session_id)
      select gen_random_uuid(), ${organizationId}, 'live', endpoint.id, 'session.created', gen_random_uuid()
      from endpoint, generate_series(1, ${count}::integer)
    ) select id from endpoint
  `.execute(database.db)
  return rows[0]?.id as WebhookEndpointId
}

const claim = (most: number, maxAtOnce = 16) => claimDeliveries(database.db, { most, maxAtOnce, leaseMs: LEASE_MS })

describe('what is due', () => {
  it('is taken of every endpoint, however deep the queues of others are, and of those first that have least under way', async () => {
    const deep = [await anEndpoint(100), await anEndpoint(100), await anEndpoint(100)]
    const first = await claim(6)
    expect(deep.map((id) => first.filter(({ endpointId }) => endpointId === id).length)).toEqual([2, 2, 2])
    const late = await anEndpoint(100)
    const second = await claim(2)
    expect(second.map(({ endpointId }) => endpointId)).toEqual([late, late])
  })

  it('is taken of one endpoint up to its bound, of a failing one by one, and nothing twice', async () => {
    const id = await anEndpoint(100)
    const taken = [...(await claim(50)), ...(await claim(50))]
    expect(new Set(taken.map(({ id: one }) => one)).size).toBe(16)
    await sql`update webhook_deliveries set claimed_until = null`.execute(database.db)
    await sql`update webhook_endpoints set failing_since = now() where id = ${id}`.execute(database.db)
    expect(await claim(50)).toHaveLength(1)
    expect(await claim(50)).toHaveLength(0)
  })

  it('is not undone by an attempt that ends after another one has delivered it', async () => {
    await anEndpoint(1)
    const [delivery] = await claim(1)
    if (!delivery) throw new Error('One is due')
    await finishAttempt(database.db, delivery, ATTEMPT, { state: 'delivered' })
    await finishAttempt(database.db, delivery, { ...ATTEMPT, status: 503 }, { state: 'waiting', inMs: 0 })
    expect(await claim(1)).toEqual([])
  })
})
