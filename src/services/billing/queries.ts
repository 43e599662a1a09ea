/** SQL of the ledger: every change is one statement whose entries sum to zero. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { HoldId, MemberUserId, OrganizationId } from '../../lib/ids.ts'
import type { Prices } from './prices.ts'

/** Opens the balance row of an organization, at zero. */
export async function insertBalance(db: Db, organizationId: OrganizationId): Promise<void> {
  await db.insertInto('balances').values({ organizationId }).execute()
}

export interface NewGrant {
  readonly transactionId: string
  readonly organizationId: OrganizationId
  readonly amountTokens: number
  readonly note: string | null
  readonly grantedBy: MemberUserId | null
  readonly at: Date
}

/**
 * Adds tokens to an organization: issued −amount, available +amount. Answers false, with nothing written, when a grant
 * of this transaction id is there already: the balance's lock makes the second of two wait until it sees the first.
 */
export async function insertGrant(db: Db, grant: NewGrant): Promise<boolean> {
  const { transactionId, organizationId, amountTokens, note, grantedBy, at } = grant
  await lockBalance(db, organizationId)
  const result = await sql<{ id: string }>`
    with credited as (
      update balances set available_tokens = available_tokens + ${amountTokens}
      where organization_id = ${organizationId} and not exists (
        select from ledger_entries where transaction_id = ${transactionId}::uuid and account = 'issued'
      )
      returning organization_id
    ), entered as (
      insert into ledger_entries
        (transaction_id, organization_id, account, amount_tokens, kind, note, granted_by, created_at)
      select ${transactionId}::uuid, organization_id, entry.account, entry.amount, 'grant', ${note},
        ${grantedBy}::uuid, ${at}
      from credited, (values ('issued', ${-amountTokens}::bigint), ('available', ${amountTokens}::bigint))
        as entry (account, amount)
    )
    select organization_id as id from credited
  `.execute(db)
  return result.rows.length === 1
}

/** Locks the balance: whoever waited here reads the ledger as the one before left it. Call inside a transaction. */
async function lockBalance(tx: Db, organizationId: OrganizationId): Promise<void> {
  await tx
    .selectFrom('balances')
    .select('organizationId')
    .where('organizationId', '=', organizationId)
    .forUpdate()
    .execute()
}

/** The grant of a transaction id, as it was asked for. */
export function findGrant(db: Db, organizationId: OrganizationId, transactionId: string) {
  return db
    .selectFrom('ledgerEntries')
    .select(['amountTokens', 'note'])
    .where('organizationId', '=', organizationId)
    .where('transactionId', '=', transactionId)
    .where('account', '=', 'available')
    .where('kind', '=', 'grant')
    .executeTakeFirst()
}

/**
 * Reserves tokens: available −amount, held +amount, and the hold itself, in one statement whose guard refuses an
 * overdraft. Answers whether there was enough; nothing is written when there was not.
 */
export async function insertHold(
  db: Db,
  hold: {
    id: HoldId
    transactionId: string
    organizationId: OrganizationId
    amountTokens: number
    prices: Prices
    at: Date
  },
): Promise<boolean> {
  const { id, transactionId, organizationId, amountTokens, prices, at } = hold
  const result = await sql<{ id: string }>`
    with debited as (
      update balances
      set available_tokens = available_tokens - ${amountTokens}, held_tokens = held_tokens + ${amountTokens}
      where organization_id = ${organizationId} and available_tokens >= ${amountTokens}
      returning organization_id
    ), opened as (
      insert into holds (id, organization_id, amount_tokens, prices, created_at)
      select ${id}, organization_id, ${amountTokens}, ${JSON.stringify(prices)}::jsonb, ${at} from debited returning id, organization_id
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
 * call changes nothing, so that a repeated job cannot charge twice. More than was held fails on the check of
 * `holds.settled_tokens` (23514) with nothing written.
 */
export async function closeHold(
  db: Db,
  close: { id: HoldId; organizationId: OrganizationId; transactionId: string; settledTokens: number; at: Date },
): Promise<boolean> {
  const { id, organizationId, transactionId, settledTokens, at } = close
  const result = await sql<{ id: string }>`
    with closed as (
      update holds
      set state = 'closed', settled_tokens = ${settledTokens}::bigint, closed_at = ${at}
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

/** What was held, and for what; neither ever changes. */
export function findHold(db: Db, organizationId: OrganizationId, id: HoldId) {
  return db
    .selectFrom('holds')
    .select(['amountTokens', 'prices'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** At most `most` open holds of an organization. */
export function listOpenHolds(db: Db, organizationId: OrganizationId, most: number) {
  return db
    .selectFrom('holds')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('state', '=', 'held')
    .limit(most)
    .execute()
}

/** The balance as the guard sees it. */
export function findBalance(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('balances')
    .select(['availableTokens', 'heldTokens', 'alertBelowTokens'])
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
}

/** Sets the level below which the organization is warned. */
export async function updateAlertLevel(
  db: Db,
  organizationId: OrganizationId,
  alertBelowTokens: number,
): Promise<void> {
  await db.updateTable('balances').set({ alertBelowTokens }).where('organizationId', '=', organizationId).execute()
}

/** One sum that is not what it must be. */
export interface Imbalance {
  readonly organizationId: OrganizationId
  /** `available` and `held`: of the balance; `open_holds`, `hold` and `transaction`: of what is named by `subject`. */
  readonly account: 'available' | 'held' | 'open_holds' | 'hold' | 'transaction'
  /** Id of the hold or of the transaction; null where the organization itself is meant. */
  readonly subject: string | null
  readonly expectedTokens: number
  readonly foundTokens: number
}

/**
 * Sums of every organization that differ from what they must be: balances against entries, open holds against what is
 * held, each hold against its entries, each transaction against zero. One statement, so one state.
 */
export async function listImbalances(db: Db, most: number): Promise<Imbalance[]> {
  const result = await sql<Imbalance>`
    with accounts as (
      select organization_id, account, sum(amount_tokens)::bigint as tokens
      from ledger_entries group by organization_id, account
    ), balance_rows as (
      select organization_id, account, tokens
      from balances, lateral (values ('available', available_tokens), ('held', held_tokens)) as entry (account, tokens)
    ), hold_entries as (
      select hold_id, sum(amount_tokens) filter (where account = 'held')::bigint as held,
        sum(amount_tokens) filter (where account = 'spent')::bigint as spent
      from ledger_entries where hold_id is not null group by hold_id
    ), found as (
      select b.organization_id, b.account, null::uuid as subject, coalesce(a.tokens, 0) as expected_tokens,
        b.tokens as found_tokens
      from balance_rows as b left join accounts as a on a.organization_id = b.organization_id and a.account = b.account
      union all
      select b.organization_id, 'open_holds', null, b.held_tokens,
        (select coalesce(sum(amount_tokens), 0)::bigint from holds
          where organization_id = b.organization_id and state = 'held')
      from balances as b
      union all
      select h.organization_id, 'hold', h.id, case when h.state = 'held' then h.amount_tokens else h.settled_tokens end,
        case when h.state = 'held' then coalesce(e.held, 0) else coalesce(e.spent, 0) + coalesce(e.held, 0) end
      from holds as h left join hold_entries as e on e.hold_id = h.id
      union all
      select min(organization_id::text)::uuid, 'transaction', transaction_id, 0, sum(amount_tokens)::bigint
      from ledger_entries group by transaction_id
    )
    select organization_id, account, subject, expected_tokens, found_tokens from found
    where expected_tokens <> found_tokens limit ${most}
  `.execute(db)
  return result.rows
}
