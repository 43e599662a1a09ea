/** SQL of the root secrets that were in use, by their versions. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** Notes that the root secret of `version` is the current one from `at` on, unless it is already. */
export async function upsertRootSecret(db: Db, version: number, at: Date): Promise<void> {
  await sql`
    insert into root_secrets as known (version, since) values (${version}, ${at})
    on conflict (version) do update set since = excluded.since
    where known.since < (select max(since) from root_secrets)
  `.execute(db)
}

/** Since when the root secret of `version` is in use. */
export async function findRootSecretSince(db: Db, version: number): Promise<Date | undefined> {
  const row = await db.selectFrom('rootSecrets').select('since').where('version', '=', version).executeTakeFirst()
  return row?.since
}

/** The root secret that came into use last, by its version; several that came at one moment. */
export async function listLatestRootSecrets(db: Db): Promise<number[]> {
  const latest = db.selectFrom('rootSecrets').select(({ fn }) => fn.max('since').as('since'))
  const rows = await db.selectFrom('rootSecrets').select('version').where('since', '=', latest).execute()
  return rows.map(({ version }) => version)
}
