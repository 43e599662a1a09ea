/** Proves that keys made before scopes for applicants' data go on doing what they did, and say what they are. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createEmptyDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import { migrate } from '../../db/migrate.ts'
import { newId, type OrganizationId } from '../../lib/ids.ts'
import { listApiKeys } from './list.ts'
import { restrictApiKey } from './restrict.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))
/** Scopes of a key before, and those that it must have after. */
const KEYS = [
  [['*'], ['*']],
  [['sessions:read'], ['sessions:read', 'applicants:read']],
  [['sessions:write'], ['sessions:write', 'applicants:read', 'sessions:decide']],
  [['checks:write'], ['checks:write', 'applicants:read']],
  [['workflows:read'], ['workflows:read']],
] as const

it('a key from before keeps what it can do, is marked, and loses the mark when somebody chooses its scopes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-migrations-'))
  const database = await createEmptyDatabase()
  try {
    const ctx = serviceContext(database.db)
    for (const file of await readdir(MIGRATIONS))
      if (file < '0030') await cp(join(MIGRATIONS, file), join(folder, file))
    await migrate(database.url, ctx.log, folder)
    const organizationId = newId<OrganizationId>()
    await database.db.transaction().execute(async (tx) => {
      await sql`insert into organizations (id, name, slug, created_at)
        values (${organizationId}, 'Old', 'old', now())`.execute(tx)
      for (const [place, [before]] of KEYS.entries()) {
        await sql`insert into api_keys
            (id, organization_id, environment, name, digest, pepper_version, prefix, last4, scopes, created_at)
          values (${newId()}, ${organizationId}, ${place === 0 ? 'sandbox' : 'live'}, ${String(place)},
            ${Buffer.alloc(32, place)}, 1, 'sk_live_', 'abcd', ${[...before]}, now())`.execute(tx)
      }
    })
    await migrate(database.url, ctx.log)

    const operator = { kind: 'operator', organizationId } as const
    const keys = (await listApiKeys(ctx, operator)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    expect(keys.map(({ scopesInForce }) => [...scopesInForce].sort())).toEqual(
      KEYS.map(([, after]) => [...after].sort()),
    )
    expect(keys.every(({ isFromBeforeScopes, limitedBy }) => isFromBeforeScopes && !limitedBy)).toBe(true)

    const [first] = keys
    if (!first) throw new Error('There are keys')
    await restrictApiKey(ctx, operator, first.id, { scopes: ['sessions:read'] })
    const restricted = (await listApiKeys(ctx, operator)).find(({ id }) => id === first.id)
    expect(restricted).toMatchObject({ isFromBeforeScopes: false, scopesInForce: ['sessions:read'] })
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
})
