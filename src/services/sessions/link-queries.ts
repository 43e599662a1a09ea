/** SQL of the links of sessions: the one that opens it, and those that it ended. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'

/** What the link of a session is found by, and the how manieth it is, from 0. */
export interface LinkRow {
  readonly linkDigest: Buffer
  readonly linkNumber: number
}

export function findLinkRow(db: Db, organizationId: OrganizationId, id: SessionId): Promise<LinkRow | undefined> {
  return db
    .selectFrom('sessions')
    .select(['linkDigest', 'linkNumber'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Remembers the present link, and the cookie that it was swapped for, as ended. Call with the session locked, before it gets another one. */
export async function insertEndedLink(db: Db, organizationId: OrganizationId, id: SessionId, at: Date): Promise<void> {
  await sql`
    insert into ended_links (link_digest, organization_id, session_id, cookie_digest, ended_at)
    select link_digest, organization_id, id, cookie_digest, ${at}::timestamptz from sessions
    where id = ${id} and organization_id = ${organizationId}
  `.execute(db)
}

/** Whether a link that ended is found by one of the digests. */
export async function isLinkEnded(db: Db, digests: readonly Buffer[]): Promise<boolean> {
  const row = await db
    .selectFrom('endedLinks')
    .select('sessionId')
    .where('linkDigest', 'in', digests)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether one of the digests is that of a cookie which ended with a link of the session. */
export async function isCookieEnded(
  db: Db,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: SessionId },
  digests: readonly Buffer[],
): Promise<boolean> {
  const row = await db
    .selectFrom('endedLinks')
    .select('sessionId')
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', id)
    .where('cookieDigest', 'in', digests)
    .executeTakeFirst()
  return row !== undefined
}
