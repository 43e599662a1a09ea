import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, it } from 'vitest'
import { createEmptyDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import { migrate } from '../../db/migrate.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { recordAudit } from './record.ts'
import { verifyAuditChain } from './verify-chain.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))

it('rows that are older than the chain are chained in the order of their ids, and the chain goes on from there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-migrations-'))
  const database = await createEmptyDatabase()
  const client = new pg.Client({ connectionString: database.url })
  try {
    const ctx = serviceContext(database.db)
    for (const file of await readdir(MIGRATIONS)) {
      if (file < '0013') await cp(join(MIGRATIONS, file), join(folder, file))
    }
    await migrate(database.url, ctx.log, folder)
    await client.connect()
    const ids = [randomUUID(), randomUUID()].map((id) => id as OrganizationId)
    await client.query('set session_replication_role = replica')
    for (const id of ids)
      await client.query("insert into organizations (id, name, slug) values ($1, 'Acme', $2)", [id, id])
    for (let n = 0; n < 10; n++) {
      await client.query(
        `insert into audit_events (organization_id, actor_kind, action, details, created_at)
        values ($1, 'system', 'session.expire', $2, now())`,
        [ids[n % 2], { n }],
      )
    }
    await migrate(database.url, ctx.log)
    for (const organizationId of ids) {
      const actor = { kind: 'operator', organizationId } as const
      expect(await verifyAuditChain(ctx, actor)).toMatchObject({ isIntact: true, count: 5 })
      await recordAudit(ctx, actor, { action: 'organization.set_status' })
      expect(await verifyAuditChain(ctx, actor)).toMatchObject({ isIntact: true, count: 6 })
    }
    const { rows } = await client.query(
      'select array_agg(event_id order by organization_id, position) as ids from audit_links',
    )
    const { rows: expected } = await client.query(
      'select array_agg(id order by organization_id, id) as ids from audit_events',
    )
    expect(rows).toEqual(expected)
  } finally {
    await client.end()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
})
