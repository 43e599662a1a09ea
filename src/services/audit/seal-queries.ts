/** SQL of the seals over the audit chains. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { Seal } from './seal.ts'

const COLUMNS = ['organizationId', 'number', 'position', 'hash', 'sealedAt', 'keyVersion', 'mac'] as const

/** A seal beside the chain as it is at its position; null where the chain has no such link. */
export type SealRow = Seal & { readonly chainHash: Buffer | null }

/** Seals of an organization in their order, after a number, each beside the link that it is about. */
export function listSeals(db: Db, organizationId: OrganizationId, after: number, most: number): Promise<SealRow[]> {
  return db
    .selectFrom('auditSeals as seal')
    .leftJoin('auditLinks as link', (join) =>
      join.onRef('link.organizationId', '=', 'seal.organizationId').onRef('link.position', '=', 'seal.position'),
    )
    .where('seal.organizationId', '=', organizationId)
    .where('seal.number', '>', after)
    .orderBy('seal.number')
    .limit(most)
    .select(COLUMNS.map((column) => `seal.${column}` as const))
    .select('link.hash as chainHash')
    .execute()
}

/** The last seals of an organization, the latest first. */
export function listLastSeals(db: Db, organizationId: OrganizationId, most: number): Promise<Seal[]> {
  return db
    .selectFrom('auditSeals')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .orderBy('number', 'desc')
    .limit(most)
    .execute()
}

/**
 * Organizations whose chains do not end where their last seals say, after one of them; with a version also those whose
 * last seals are not under the root secret of that version.
 */
export async function listUnsealed(
  db: Db,
  { after, most, version }: { after: OrganizationId | undefined; most: number; version: number | undefined },
): Promise<OrganizationId[]> {
  const { rows } = await sql<{ organizationId: OrganizationId }>`
    select head.organization_id from audit_heads as head
    left join lateral (
      select position, key_version from audit_seals where organization_id = head.organization_id
      order by number desc limit 1
    ) as seal on true
    where (${after ?? null}::uuid is null or head.organization_id > ${after ?? null}::uuid)
      and (seal.position is distinct from head.position or seal.key_version <> ${version ?? null}::integer)
    order by head.organization_id
    limit ${most}
  `.execute(db)
  return rows.map(({ organizationId }) => organizationId)
}

/** Adds a seal; answers whether another server was not faster. */
export async function insertSeal(db: Db, seal: Seal): Promise<boolean> {
  const { organizationId, number, position, hash, sealedAt, keyVersion, mac } = seal
  const result = await db
    .insertInto('auditSeals')
    .values({ organizationId, number, position, hash, sealedAt, keyVersion, mac })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The last seal of each organization that was sealed after a moment. */
export async function listSealsSince(
  db: Db,
  since: Date,
): Promise<Array<Pick<Seal, 'organizationId' | 'position' | 'hash' | 'sealedAt'>>> {
  return db
    .selectFrom('auditSeals')
    .distinctOn('organizationId')
    .select(['organizationId', 'position', 'hash', 'sealedAt'])
    .where('sealedAt', '>', since)
    .orderBy('organizationId')
    .orderBy('number', 'desc')
    .execute()
}
