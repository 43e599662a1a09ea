/** SQL of API keys. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MemberRole } from '../../db/people-tables.ts'
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
  readonly grantedBy: MemberUserId | null
  readonly grantedRole: MemberRole | null
  readonly isFromBeforeScopes: boolean
  readonly workflowId: WorkflowId | null
  readonly ipAllowlist: string[]
  readonly expiresAt: Date | null
  readonly createdAt: Date
}

/** What may change in a key's row. */
type ApiKeyChanges = Partial<
  Pick<
    NewApiKeyRow,
    | 'name'
    | 'ciphertext'
    | 'scopes'
    | 'grantedBy'
    | 'grantedRole'
    | 'isFromBeforeScopes'
    | 'workflowId'
    | 'ipAllowlist'
    | 'expiresAt'
  > & {
    readonly revokedAt: Date
    readonly replacedBy: ApiKeyId
  }
>

export type ApiKeyRow = NonNullable<Awaited<ReturnType<typeof lockApiKeyRow>>>
export type ListedKeyRow = Awaited<ReturnType<typeof listApiKeyRows>>[number]
export type AuthenticatedKeyRow = NonNullable<Awaited<ReturnType<typeof findKeyByDigests>>>

const isSealed = sql<boolean>`api_keys.ciphertext is not null`.as('isSealed')

/** Adds a key; the trigger tells every node. */
export async function insertApiKey(db: Db, row: NewApiKeyRow): Promise<void> {
  await db.insertInto('apiKeys').values(row).execute()
}

/**
 * Finds the key that one of the digests belongs to, with what requests need of its organization.
 * Not filtered by organization: the digest is what names the organization.
 */
export function findKeyByDigests(db: Db, digests: readonly Buffer[]) {
  return db
    .selectFrom('apiKeys')
    .innerJoin('organizations', 'organizations.id', 'apiKeys.organizationId')
    .select([
      'apiKeys.id',
      'apiKeys.organizationId',
      'apiKeys.environment',
      'apiKeys.pepperVersion',
      'apiKeys.ownerUserId',
      'apiKeys.scopes',
      'apiKeys.grantedRole',
      'apiKeys.workflowId',
      'apiKeys.ipAllowlist',
      'apiKeys.expiresAt',
      'apiKeys.revokedAt',
      'organizations.name as organizationName',
      'organizations.status as organizationStatus',
      'organizations.deletionDueAt',
      'organizations.ratePerSecond',
      'organizations.rateBurst',
      'organizations.dailyQuota',
      isSealed,
    ])
    .where('apiKeys.digest', 'in', digests)
    .executeTakeFirst()
}

/** Finds the organization of a key by the key's id, for commands that are given the id alone. */
export async function findKeyOrganization(db: Db, id: ApiKeyId): Promise<OrganizationId | undefined> {
  const row = await db.selectFrom('apiKeys').select('organizationId').where('id', '=', id).executeTakeFirst()
  return row?.organizationId
}

/**
 * An organization's keys, those without an end first and the newest of them, at most 2,000, with the name of the
 * workflow that each belongs to, and whether the member behind it still is one.
 */
export function listApiKeyRows(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('apiKeys')
    .leftJoin('workflows', (join) =>
      join
        .onRef('workflows.id', '=', 'apiKeys.workflowId')
        .onRef('workflows.organizationId', '=', 'apiKeys.organizationId'),
    )
    .leftJoin('members', (join) =>
      join
        .onRef('members.userId', '=', 'apiKeys.grantedBy')
        .onRef('members.organizationId', '=', 'apiKeys.organizationId'),
    )
    .selectAll('apiKeys')
    .select([
      isSealed,
      'workflows.name as workflowName',
      sql<boolean>`members.user_id is not null`.as('isGrantorMember'),
    ])
    .where('apiKeys.organizationId', '=', organizationId)
    .orderBy(sql`api_keys.revoked_at is null`, 'desc')
    .orderBy('apiKeys.createdAt', 'desc')
    .orderBy('apiKeys.id', 'desc')
    .limit(2000)
    .execute()
}

/** How many keys are neither revoked nor expired; counting stops at `most`. */
export async function countUsableKeys(
  db: Db,
  organizationId: OrganizationId,
  nowAt: Date,
  most: number,
): Promise<number> {
  const rows = await db
    .selectFrom('apiKeys')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where((eb) => eb.or([eb('revokedAt', 'is', null), eb('revokedAt', '>', nowAt)]))
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', nowAt)]))
    .limit(most)
    .execute()
  return rows.length
}

/**
 * How many requests came with each of the organization's keys in the last hour, to the minute, and in the last day, to the
 * hour; unused keys are left out.
 */
export function countRequestsByKey(
  db: Db,
  organizationId: OrganizationId,
  { hourAgo, dayAgo }: { readonly hourAgo: Date; readonly dayAgo: Date },
) {
  return db
    .selectFrom('requestUsage')
    .select(['apiKeyId', sumOf('minute').as('lastHour'), sumOf('hour').as('lastDay')])
    .where('organizationId', '=', organizationId)
    .where('environment', 'in', ['live', 'sandbox'])
    .where(({ or, and, eb }) =>
      or([
        and([eb('span', '=', 'minute'), eb('startsAt', '>=', hourAgo)]),
        and([eb('span', '=', 'hour'), eb('startsAt', '>=', dayAgo)]),
      ]),
    )
    .groupBy('apiKeyId')
    .execute()
}

function sumOf(span: 'minute' | 'hour') {
  return sql<string>`coalesce(sum(requests) filter (where span = ${span}), 0)`
}

/** Locks a key's row: whoever waited here reads it as the one before left it. Call inside a transaction. */
export function lockApiKeyRow(tx: Db, organizationId: OrganizationId, id: ApiKeyId) {
  return tx
    .selectFrom('apiKeys')
    .selectAll()
    .select(isSealed)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Writes the changed columns of a row that the caller has locked. */
export async function updateApiKey(
  tx: Db,
  { id, organizationId }: Pick<ApiKeyRow, 'id' | 'organizationId'>,
  changes: ApiKeyChanges,
): Promise<void> {
  await tx
    .updateTable('apiKeys')
    .set(changes)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** Whether the organization has this workflow in this environment. */
export async function hasWorkflow(
  db: Db,
  organizationId: OrganizationId,
  environment: Environment,
  id: WorkflowId,
): Promise<boolean> {
  const row = await db
    .selectFrom('workflows')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Whether the organization shows keys once, and whether it is to be deleted. The share lock holds a change of either
 * back until the key that is being made is committed, so that the change cannot miss it. Call inside a transaction.
 */
export function shareKeyRules(tx: Db, organizationId: OrganizationId) {
  return tx
    .selectFrom('organizations')
    .select(['showKeysOnce', 'deletionDueAt'])
    .where('id', '=', organizationId)
    .forShare()
    .executeTakeFirst()
}

/** The member's role in this moment. Under `shareKeyRules`, which holds back changes of the team, it stays. */
export async function findRoleNow(
  tx: Db,
  organizationId: OrganizationId,
  userId: MemberUserId,
): Promise<MemberRole | undefined> {
  const row = await tx
    .selectFrom('members')
    .select('role')
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return row?.role
}

/** Erases the sealed form of each of the organization's keys; answers how many there were. */
export async function eraseCiphertexts(tx: Db, organizationId: OrganizationId): Promise<number> {
  const result = await tx
    .updateTable('apiKeys')
    .set({ ciphertext: null })
    .where('organizationId', '=', organizationId)
    .where('ciphertext', 'is not', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Lets every key of the organization forget which other replaced it. */
export async function forgetReplacements(tx: Db, organizationId: OrganizationId): Promise<void> {
  await tx
    .updateTable('apiKeys')
    .set({ replacedBy: null })
    .where('organizationId', '=', organizationId)
    .where('replacedBy', 'is not', null)
    .execute()
}

/** Writes the last uses in one statement, in the order of the ids so that two nodes cannot deadlock; a later use stays. */
export async function updateLastUsed(
  db: Db,
  uses: ReadonlyArray<{ id: ApiKeyId; lastUsedAt: Date; ip: string; agent: string }>,
): Promise<void> {
  const rows = uses.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await sql`
    update api_keys set last_used_at = used.at, last_used_ip = used.ip, last_used_agent = used.agent
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.lastUsedAt)}::timestamptz[],
      ${rows.map((row) => row.ip)}::text[], ${rows.map((row) => row.agent)}::text[]
    ) as used (id, at, ip, agent)
    where api_keys.id = used.id and (api_keys.last_used_at is null or api_keys.last_used_at < used.at)
  `.execute(db)
}

/** When any key of one environment was used last, ended ones included. */
export async function findLatestUse(
  db: Db,
  organizationId: OrganizationId,
  environment: Environment,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('apiKeys')
    .select(({ fn }) => fn.max('lastUsedAt').as('lastUsedAt'))
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .executeTakeFirst()
  return row?.lastUsedAt ?? undefined
}
