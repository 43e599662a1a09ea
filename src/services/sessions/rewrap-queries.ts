/** SQL of moving the links and cookies of open sessions off the root secrets that they were digested under. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { SessionId } from '../../lib/ids.ts'

/** Length of a digest in which a root secret takes part. */
const KEYED_BYTES = 32

/** Open sessions of every organization whose links are found by such a digest, after an id. */
export function listKeyedLinks(db: Db, after: SessionId | undefined, most: number) {
  return db
    .selectFrom('sessions')
    .select(['id', 'linkDigest'])
    .where('status', '=', 'PENDING')
    .where(sql<boolean>`length(link_digest) = ${KEYED_BYTES}`)
    .$if(after !== undefined, (query) => query.where('id', '>', after as SessionId))
    .orderBy('id')
    .limit(most)
    .execute()
}

/** How many open sessions of every organization have an applicant whose cookie is found by such a digest, and their end. */
export function countKeyedCookies(db: Db, now: Date): Promise<{ count: number; endsAt: Date | null }> {
  return db
    .selectFrom('sessions')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('expiresAt').as('endsAt')])
    .where('status', '=', 'PENDING')
    .where(({ or, eb }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .where(sql<boolean>`length(cookie_digest) = ${KEYED_BYTES}`)
    .executeTakeFirstOrThrow()
}
