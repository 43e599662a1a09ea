import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { createWorkflow } from './create.ts'

let database: TestDatabase
let ctx: Context
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

it('ends at 1,000 workflows of an environment, whoever else has how many', async () => {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Full' })
  const actor: Actor = { kind: 'operator', organizationId }
  const create = (environment: 'live' | 'sandbox') =>
    createWorkflow(ctx, actor, { name: 'One more', environment, steps: [{ id: 'ID_VERIFICATION' }] })
  await sql`
    insert into workflows (id, organization_id, environment, name, version, created_at, updated_at)
    select gen_random_uuid(), ${organizationId}, 'live', 'Filler', 1, now(), now()
    from generate_series(1, 999)`.execute(ctx.db)
  await create('live')
  await expect(create('live')).rejects.toMatchObject({ code: 'conflict' })
  await create('sandbox')
})
