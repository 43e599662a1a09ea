import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import { type Context, withTransaction } from '../../context.ts'
import { newId, type OrganizationId } from '../../lib/ids.ts'
import { authenticateKey } from '../api-keys/authenticate.ts'
import { getBalance } from '../billing/tokens.ts'
import { createOrganization } from './create.ts'

let database: TestDatabase
let ctx: Context
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

async function countRows(): Promise<Record<string, number>> {
  const tables = ['organizations', 'api_keys', 'balances', 'ledger_entries', 'audit_events']
  const counts = tables.map(async (table) => {
    const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(ctx.db)
    return [table, rows[0]?.count ?? -1] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

describe('a new organization', () => {
  it('has both keys, a balance with the signup grant, and an audit row', async () => {
    const { id, liveKey, sandboxKey } = await createOrganization(ctx, { name: '  Acme  ' })
    const [live, sandbox] = [await authenticateKey(ctx, liveKey), await authenticateKey(ctx, sandboxKey)]
    expect([live?.actor.environment, sandbox?.actor.environment]).toEqual(['live', 'sandbox'])
    expect([live?.actor.organizationId, sandbox?.actor.organizationId]).toEqual([id, id])
    expect(await getBalance(ctx, id)).toEqual({ availableTokens: 1000, heldTokens: 0 })
  })

  it('is refused without a name, and nothing is left of the attempt', async () => {
    const before = await countRows()
    await expect(createOrganization(ctx, { name: '   ' })).rejects.toMatchObject({ code: 'validation_failed' })
    await expect(createOrganization(ctx, { name: 'x'.repeat(201) })).rejects.toMatchObject({
      code: 'validation_failed',
    })
    expect(await countRows()).toEqual(before)
  })

  it('leaves nothing behind when the transaction dies at its very end', async () => {
    const before = await countRows()
    const dies = withTransaction(ctx, async (tx) => {
      await createOrganization(tx, { name: 'Half' })
      throw new Error('the process died here')
    })
    await expect(dies).rejects.toThrow('the process died here')
    expect(await countRows()).toEqual(before)
  })
})

describe('the database', () => {
  const insert = (db: Context['db'], id: OrganizationId) =>
    db.insertInto('organizations').values({ id, name: 'Bare', slug: id }).execute()

  it('refuses an organization without keys, whoever writes it', async () => {
    await expect(insert(ctx.db, newId<OrganizationId>())).rejects.toMatchObject({ code: '23514' })
  })

  it('shows an organization to nobody before its keys are there', async () => {
    const slug = newId<OrganizationId>()
    await withTransaction(ctx, async (tx) => {
      await createOrganization(tx, { name: 'Unseen', slug })
      const seen = await ctx.db.selectFrom('organizations').select('id').where('slug', '=', slug).execute()
      expect(seen).toEqual([])
    })
    const seen = await ctx.db.selectFrom('organizations').select('id').where('slug', '=', slug).execute()
    expect(seen).toHaveLength(1)
  })
})
