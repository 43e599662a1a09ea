/** SQL of idempotency keys. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** What a key is unique within. */
export interface KeyPlace {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly route: string
  readonly keyDigest: Buffer
}

/**
 * Takes a key for an attempt: one that is unknown or expired, or whose attempt with the same fingerprint is taken to
 * have died; the latter keeps its work id. Undefined when the key is not to be had. Of several callers one wins.
 */
export async function claimKey(
  db: Db,
  claim: KeyPlace & { fingerprint: Buffer; workId: string; runningUntil: Date; expiresAt: Date; now: Date },
): Promise<{ workId: string } | undefined> {
  const { organizationId, environment, route, keyDigest, fingerprint, workId, runningUntil, expiresAt, now } = claim
  const result = await sql<{ workId: string }>`
    insert into idempotency_keys as k
      (organization_id, environment, route, key_digest, fingerprint, work_id, state, running_until, expires_at)
    values (${organizationId}, ${environment}, ${route}, ${keyDigest}, ${fingerprint}, ${workId}, 'running',
      ${runningUntil}, ${expiresAt})
    on conflict (organization_id, environment, route, key_digest) do update
    set fingerprint = excluded.fingerprint, state = 'running', running_until = excluded.running_until,
      status = null, content_type = null, sealed_body = null, master_version = null,
      work_id = case when k.expires_at <= ${now} then excluded.work_id else k.work_id end,
      expires_at = case when k.expires_at <= ${now} then excluded.expires_at else k.expires_at end
    where k.expires_at <= ${now}
      or (k.state = 'running' and k.running_until <= ${now} and k.fingerprint = excluded.fingerprint)
    returning work_id
  `.execute(db)
  return result.rows[0]
}

/** What is known of a key. */
export function findKey(db: Db, { organizationId, environment, route, keyDigest }: KeyPlace) {
  return db
    .selectFrom('idempotencyKeys')
    .select(['fingerprint', 'workId', 'state', 'runningUntil', 'status', 'contentType', 'sealedBody', 'masterVersion'])
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where('route', '=', route)
    .where('keyDigest', '=', keyDigest)
    .executeTakeFirst()
}

/** Ends a running attempt: with its answer, or by leaving the key to the next one. */
export async function updateKey(
  db: Db,
  { organizationId, environment, route, keyDigest }: KeyPlace,
  change:
    | { state: 'answered'; status: number; contentType: string | null; sealedBody: Buffer; masterVersion: number }
    | { runningUntil: Date },
): Promise<void> {
  await db
    .updateTable('idempotencyKeys')
    .set(change)
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where('route', '=', route)
    .where('keyDigest', '=', keyDigest)
    .where('state', '=', 'running')
    .execute()
}

/** Erases what expired, of every organization; answers how many. */
export async function deleteExpiredKeys(db: Db, now: Date): Promise<number> {
  const result = await db.deleteFrom('idempotencyKeys').where('expiresAt', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Answers that are kept under the master keys of `versions`, of every organization. */
export async function listAnswersUnder(db: Db, versions: readonly number[], most: number) {
  if (versions.length === 0) return []
  return db
    .selectFrom('idempotencyKeys')
    .select(['organizationId', 'environment', 'route', 'keyDigest', 'sealedBody', 'masterVersion'])
    .where('masterVersion', 'in', versions)
    .where('sealedBody', 'is not', null)
    .limit(most)
    .$narrowType<{ sealedBody: Buffer; masterVersion: number }>()
    .execute()
}

/** Stores an answer as sealed under another master key. */
export async function updateAnswer(
  db: Db,
  { organizationId, environment, route, keyDigest }: KeyPlace,
  answer: { readonly sealedBody: Buffer; readonly masterVersion: number },
): Promise<void> {
  await db
    .updateTable('idempotencyKeys')
    .set(answer)
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where('route', '=', route)
    .where('keyDigest', '=', keyDigest)
    .where('sealedBody', 'is not', null)
    .execute()
}
