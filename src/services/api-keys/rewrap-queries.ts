/** SQL that moves keys from earlier root secrets to the current one. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ApiKeyId } from '../../lib/ids.ts'

/** Sealed keys that are under the root secrets of `versions`, of every organization. */
export async function listSealedUnder(db: Db, versions: readonly number[], limit: number) {
  if (versions.length === 0) return []
  return db
    .selectFrom('apiKeys')
    .select(['id', 'ciphertext', 'pepperVersion'])
    .where('pepperVersion', 'in', versions)
    .where('ciphertext', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .$narrowType<{ ciphertext: Buffer }>()
    .execute()
}

/** Stores both forms under the root secret of `version`, unless the key's sealed form was erased meanwhile. */
export async function rewrapKeyRows(
  db: Db,
  version: number,
  rows: ReadonlyArray<{ id: ApiKeyId; digest: Buffer; ciphertext: Buffer }>,
): Promise<number> {
  const result = await sql`
    update api_keys set digest = moved.digest, ciphertext = moved.ciphertext, pepper_version = ${version}
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.digest)}::bytea[],
      ${rows.map((row) => row.ciphertext)}::bytea[]
    ) as moved (id, digest, ciphertext)
    where api_keys.id = moved.id and api_keys.ciphertext is not null
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Moves the digest of one key that is not sealed. Not filtered by organization: its plain form was presented. */
export async function updateDigest(
  db: Db,
  id: ApiKeyId,
  to: { readonly digest: Buffer; readonly pepperVersion: number },
): Promise<void> {
  await db.updateTable('apiKeys').set(to).where('id', '=', id).where('ciphertext', 'is', null).execute()
}

/** Active keys that are not under the root secret of `version`, of every organization, by the version of theirs. */
export function countKeysOutside(db: Db, version: number, now: Date) {
  return db
    .selectFrom('apiKeys')
    .select(({ fn }) => ['pepperVersion as version', fn.countAll<number>().as('count')])
    .where('pepperVersion', '<>', version)
    .where(({ or, eb }) => or([eb('revokedAt', 'is', null), eb('revokedAt', '>', now)]))
    .where(({ or, eb }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .groupBy('pepperVersion')
    .execute()
}
