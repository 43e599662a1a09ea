import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import { openPostgresBlobs } from '../../blobs/postgres.ts'
import { newId } from '../../lib/ids.ts'
import { createOrganization } from '../../services/organizations/create.ts'
import { listMissingFiles } from './missing-files.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

it('files are looked for in the backup, or in the database where that is their store; erased ones are not', async () => {
  const ctx = serviceContext(database.db)
  const { id } = await createOrganization(ctx, { name: 'Acme' })
  const dataKey = newId()
  await sql`insert into data_keys (id, organization_id, wrapped_key, master_version, created_at)
    values (${dataKey}, ${id}, '\\x00', 1, now())`.execute(ctx.db)
  for (const [key, state] of [
    ['here', 'stored'],
    ['lost', 'received'],
    ['gone', 'erased'],
  ])
    await sql`insert into evidence
        (id, organization_id, environment, data_key_id, state, content_type, size_bytes, blob_key, created_at)
      values (${newId()}, ${id}, 'live', ${dataKey}, ${state}, 'image/jpeg', 1, ${key}, now())`.execute(ctx.db)
  expect(await listMissingFiles(ctx, new Map([['here', 'sum']]))).toEqual(['lost'])
  expect(await listMissingFiles(ctx, undefined)).toEqual(['here', 'lost'])
  await openPostgresBlobs(ctx.db).put('here', Buffer.from('bytes'))
  expect(await listMissingFiles(ctx, undefined)).toEqual(['lost'])
})
