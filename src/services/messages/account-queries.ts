/** SQL of mail to people who use the console. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { InvitationId, MemberUserId, MessageId } from '../../lib/ids.ts'

/** A mail that a worker has taken on: to somebody who forgot a password, to somebody invited, or to nobody. */
export interface AccountMail {
  readonly id: MessageId
  readonly userId: MemberUserId | null
  readonly invitationId: InvitationId | null
  /** Since the first attempt was due. */
  readonly sinceBeginMs: number
}

/** Queues a mail. */
export async function insertAccountMail(db: Db, row: Omit<AccountMail, 'sinceBeginMs'>): Promise<void> {
  await db.insertInto('accountMails').values(row).execute()
}

/** Takes at most `most` mails that are due, which nobody else takes for as long as the lease is. */
export async function claimAccountMails(db: Db, most: number, leaseMs: number): Promise<AccountMail[]> {
  const { rows } = await sql<AccountMail>`
    update account_mails set claimed_until = now() + make_interval(secs => ${leaseMs / 1000}::double precision)
    where id in (
      select id from account_mails where due_at <= now() and (claimed_until is null or claimed_until <= now())
      order by due_at limit ${most}::integer for update skip locked
    )
    returning id, user_id, invitation_id, extract(epoch from now() - begun_at)::double precision * 1000 as since_begin_ms
  `.execute(db)
  return rows
}

/** Has a mail tried again in a while. */
export async function postponeAccountMail(db: Db, id: MessageId, inMs: number): Promise<void> {
  await sql`
    update account_mails set claimed_until = null, due_at = now() + make_interval(secs => ${inMs / 1000}::double precision)
    where id = ${id}
  `.execute(db)
}

/** Nothing is kept of a mail that was taken, or given up. */
export async function deleteAccountMail(db: Db, id: MessageId): Promise<void> {
  await db.deleteFrom('accountMails').where('id', '=', id).execute()
}
