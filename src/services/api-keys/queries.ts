/** SQL of API keys. */
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { ApiKeyId, MemberUserId, OrganizationId, WorkflowId } from '../../lib/ids.ts'

export interface NewApiKeyRow {
  readonly id: ApiKeyId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly name: string
  readonly digest: Buffer
  readonly pepperVersion: number
  readonly prefix: string
  readonly last4: string
  readonly ciphertext: Buffer | null
  readonly ownerUserId: MemberUserId | null
  readonly scopes: string[]
  readonly createdAt: Date
}

/** What authentication needs to know of a key. */
export interface AuthenticatedKeyRow {
  readonly id: ApiKeyId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly ownerUserId: MemberUserId | null
  readonly scopes: string[]
  readonly workflowId: WorkflowId | null
  readonly ipAllowlist: string[]
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly organizationStatus: 'active' | 'suspended'
  readonly ratePerSecond: number | null
  readonly rateBurst: number | null
  readonly dailyQuota: number | null
}

/** Adds a key; the trigger tells every node. */
export async function insertApiKey(db: Db, row: NewApiKeyRow): Promise<void> {
  await db.insertInto('apiKeys').values(row).execute()
}

/**
 * Finds the key that one of the digests belongs to, with its organization's status and limits.
 * Not filtered by organization: the digest is what names the organization.
 */
export function findKeyByDigests(db: Db, digests: readonly Buffer[]): Promise<AuthenticatedKeyRow | undefined> {
  return db
    .selectFrom('apiKeys')
    .innerJoin('organizations', 'organizations.id', 'apiKeys.organizationId')
    .select([
      'apiKeys.id',
      'apiKeys.organizationId',
      'apiKeys.environment',
      'apiKeys.ownerUserId',
      'apiKeys.scopes',
      'apiKeys.workflowId',
      'apiKeys.ipAllowlist',
      'apiKeys.expiresAt',
      'apiKeys.revokedAt',
      'organizations.status as organizationStatus',
      'organizations.ratePerSecond',
      'organizations.rateBurst',
      'organizations.dailyQuota',
    ])
    .where('apiKeys.digest', 'in', digests)
    .executeTakeFirst()
}

/** Finds the organization of a key by the key's id, for commands that are given the id alone. */
export async function findKeyOrganization(db: Db, id: ApiKeyId): Promise<OrganizationId | undefined> {
  const row = await db.selectFrom('apiKeys').select('organizationId').where('id', '=', id).executeTakeFirst()
  return row?.organizationId
}

/** Marks a key revoked, once; answers its digest, or undefined when it was not in force any more. */
export async function revokeKeyRow(
  db: Db,
  organizationId: OrganizationId,
  id: ApiKeyId,
  revokedAt: Date,
): Promise<Buffer | undefined> {
  const row = await db
    .updateTable('apiKeys')
    .set({ revokedAt })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returning('digest')
    .executeTakeFirst()
  return row?.digest
}

/** The ciphertexts of an organization's keys that are in force, oldest first. */
export function listSealedKeys(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('apiKeys')
    .select(['id', 'environment', 'name', 'ciphertext', 'pepperVersion'])
    .where('organizationId', '=', organizationId)
    .where('revokedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}
