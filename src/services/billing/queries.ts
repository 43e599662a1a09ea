/** SQL of the ledger: every change is one statement whose entries sum to zero. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { HoldId, OrganizationId } from '../../lib/ids.ts'

/** Opens the balance row of an organization, at zero. */
export async function insertBalance(db: Db, organizationId: OrganizationId): Promise<void> {
  await db.insertInto('balances').values({ organizationId }).execute()
}

/** Adds tokens to an organization: issued −amount, available +amount. */
export async function insertGrant(
  db: Db,
  grant: { transactionId: string; organizationId: OrganizationId; amountTokens: number; note: string | null; at: Date },
): Promise<void> {
  const { transactionId, organizationId, amountTokens, note, at } = grant
  await sql`
    with credited as (
      update balances set available_tokens = available_tokens + ${amountTokens}
      where organization_id = ${organizationId} returning organization_id
    )
    insert into ledger_entries (transaction_id, organization_id, account, amount_tokens, kind, note, created_at)
    select ${transactionId}::uuid, organization_id, entry.account, entry.amount, 'grant', ${note}, ${at}
    from credited, (values ('issued', ${-amountTokens}::bigint), ('available', ${amountTokens}::bigint))
      as entry (account, amount)
  `.execute(db)
}

/**
 * Reserves tokens: available −amount, held +amount, and the hold itself, in one statement whose guard refuses an
 * overdraft. Answers whether there was enough; nothing is written when there was not.
 */
export async function insertHold(
  db: Db,
  hold: { id: HoldId; transactionId: string; organizationId: OrganizationId; amountTokens: number; at: Date },
): Promise<boolean> {
  const { id, transactionId, organizationId, amountTokens, at } = hold
  const result = await sql<{ id: string }>`
    with debited as (
      update balances
      set available_tokens = available_tokens - ${amountTokens}, held_tokens = held_tokens + ${amountTokens}
      where organization_id = ${organizationId} and available_tokens >= ${amountTokens}
      returning organization_id
    ), opened as (
      insert into holds (id, organization_id, amount_tokens, created_at)
      select ${id}, organization_id, ${amountTokens}, ${at} from debited returning id, organization_id
    ), entered as (
      insert into ledger_entries
        (transaction_id, organization_id, account, amount_tokens, kind, hold_id, created_at)
      select ${transactionId}::uuid, organization_id, entry.account, entry.amount, 'hold', id, ${at}
      from opened, (values ('available', ${-amountTokens}::bigint), ('held', ${amountTokens}::bigint))
        as entry (account, amount)
    )
    select id from opened
  `.execute(db)
  return result.rows.length === 1
}

/**
 * Closes a hold: `settledTokens` of it are spent, the rest returns. Answers whether it was open until then; a second
 * call changes nothing, so that a repeated job cannot charge twice. The amount is cut to what was held.
 */
export async function closeHold(
  db: Db,
  close: { id: HoldId; organizationId: OrganizationId; transactionId: string; settledTokens: number; at: Date },
): Promise<boolean> {
  const { id, organizationId, transactionId, settledTokens, at } = close
  const result = await sql<{ id: string }>`
    with closed as (
      update holds
      set state = 'closed', settled_tokens = least(amount_tokens, ${settledTokens}::bigint), closed_at = ${at}
      where id = ${id} and organization_id = ${organizationId} and state = 'held'
      returning id, organization_id, amount_tokens, settled_tokens
    ), moved as (
      update balances
      set held_tokens = held_tokens - closed.amount_tokens,
          available_tokens = available_tokens + closed.amount_tokens - closed.settled_tokens
      from closed where balances.organization_id = closed.organization_id
      returning closed.id
    ), entered as (
      insert into ledger_entries
        (transaction_id, organization_id, account, amount_tokens, kind, hold_id, created_at)
      select ${transactionId}::uuid, closed.organization_id, entry.account, entry.amount,
        case when closed.settled_tokens > 0 then 'settle' else 'release' end, closed.id, ${at}
      from closed, lateral (values
        ('held', -closed.amount_tokens),
        ('spent', closed.settled_tokens),
        ('available', closed.amount_tokens - closed.settled_tokens)
      ) as entry (account, amount)
      where entry.amount <> 0
    )
    select id from moved
  `.execute(db)
  return result.rows.length === 1
}

/** The balance as the guard sees it. */
export function findBalance(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('balances')
    .select(['availableTokens', 'heldTokens'])
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
}
