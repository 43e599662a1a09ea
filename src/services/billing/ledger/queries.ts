/** SQL that reads the ledger by movement: a grant, a hold, and a hold's end are one movement each. */
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { CheckId, HoldId, OrganizationId, SessionId } from '../../../lib/ids.ts'

export type MovementKind = 'grant' | 'hold' | 'settle' | 'release'

export interface MovementFilter {
  readonly organizationId: OrganizationId
  /** Empty means every kind. */
  readonly kinds: readonly MovementKind[]
  /** Inclusive. */
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
}

/** The last movement of the page before, and the balance as it was before that movement. */
export interface MovementPosition {
  readonly id: number
  readonly transactionId: string
  readonly balanceBeforeTokens: number
}

export interface MovementRow {
  /** Of the entry that stands for the movement. */
  readonly id: number
  readonly transactionId: string
  readonly kind: MovementKind
  readonly availableTokens: number
  readonly heldTokens: number
  readonly spentTokens: number
  readonly balanceAfterTokens: number
  readonly holdId: HoldId | null
  readonly note: string | null
  readonly createdAt: Date
  readonly granterName: string | null
  readonly sessionId: SessionId | null
  readonly checkId: CheckId | null
  readonly checkKind: string | null
  readonly apiKeyName: string | null
  readonly senderName: string | null
}

/**
 * One page of movements, newest first, each with the available balance after it: today's balance, or the one at
 * `after`, less whatever moved since. Movements of one organization wait for each other at its balance, so that the
 * ids of two never interleave; an unfiltered page reads as many entries as it shows, a filtered one those between its
 * rows, from the index alone.
 */
export async function listMovements(
  db: Db,
  filter: MovementFilter,
  { after, most }: { readonly after: MovementPosition | undefined; readonly most: number },
): Promise<MovementRow[]> {
  const { organizationId, kinds, from, to } = filter
  const result = await sql<MovementRow>`
    with chosen as materialized (
      select id from ledger_entries
      where organization_id = ${organizationId} and account in ('issued', 'held')
        ${after ? sql`and id < ${after.id}::bigint` : sql``}
        ${kinds.length > 0 ? sql`and kind = any(${kinds}::text[])` : sql``}
        ${from ? sql`and created_at >= ${from}` : sql``}
        ${to ? sql`and created_at < ${to}` : sql``}
      order by id desc limit ${most}
    ), page as materialized (
      select entry.id, transaction_id, account, kind, amount_tokens, hold_id, note, granted_by, created_at
      from chosen join ledger_entries as entry on entry.organization_id = ${organizationId} and entry.id = chosen.id
    ), moved as (
      select page.*,
        case when kind = 'grant' then -amount_tokens else own.available end as available_tokens,
        case when kind = 'grant' then 0 else amount_tokens end as held_tokens,
        own.spent as spent_tokens,
        lag(page.id, 1, ${after?.id ?? null}::bigint) over later_first as later_id,
        lag(page.transaction_id, 1, ${after?.transactionId ?? null}::uuid) over later_first as later_transaction_id
      from page, lateral (
        select coalesce(sum(amount_tokens) filter (where account = 'available'), 0)::bigint as available,
          coalesce(sum(amount_tokens) filter (where account = 'spent'), 0)::bigint as spent
        from ledger_entries
        where organization_id = ${organizationId} and hold_id = page.hold_id and transaction_id = page.transaction_id
      ) as own
      window later_first as (order by page.id desc)
    ), summed as (
      select moved.*, start.tokens
        - sum(between_tokens) over (order by id desc rows unbounded preceding)
        - coalesce(sum(available_tokens) over (order by id desc rows between unbounded preceding and 1 preceding), 0)
        as balance_after_tokens
      from moved, lateral (
        select coalesce(sum(amount_tokens), 0)::bigint as between_tokens from ledger_entries as entry
        where organization_id = ${organizationId} and account = 'available' and entry.id > moved.id
          and entry.id < coalesce(moved.later_id, 9223372036854775807)
          and entry.transaction_id <> moved.transaction_id
          and entry.transaction_id is distinct from moved.later_transaction_id
      ) as gap, (
        ${after ? sql`select ${after.balanceBeforeTokens}::bigint as tokens` : currentBalance(organizationId)}
      ) as start
    )
    select summed.id, summed.transaction_id, summed.kind, available_tokens, held_tokens, spent_tokens,
      balance_after_tokens::bigint, summed.hold_id, summed.note, summed.created_at, granter.name as granter_name,
      session.id as session_id, ran.id as check_id, ran.kind as check_kind, api_keys.name as api_key_name,
      sender.name as sender_name
    from summed
    left join auth_users as granter on granter.id = summed.granted_by
    left join sessions as session on session.organization_id = ${organizationId} and session.hold_id = summed.hold_id
    left join checks as ran on ran.organization_id = ${organizationId} and ran.hold_id = summed.hold_id
    left join api_keys on api_keys.organization_id = ${organizationId} and api_keys.id = session.api_key_id
    left join auth_users as sender on sender.id = session.sender_user_id
    order by summed.id desc
  `.execute(db)
  return result.rows
}

function currentBalance(organizationId: OrganizationId) {
  return sql`select available_tokens as tokens from balances where organization_id = ${organizationId}`
}

/** Tokens spent on each UTC day since `since`; days without are left out. */
export async function listSpentByDay(
  db: Db,
  organizationId: OrganizationId,
  since: Date,
): Promise<Array<{ day: string; spentTokens: number }>> {
  const result = await sql<{ day: string; spentTokens: number }>`
    select (created_at at time zone 'UTC')::date as day, sum(amount_tokens)::bigint as spent_tokens
    from ledger_entries
    where organization_id = ${organizationId} and account = 'spent' and created_at >= ${since}
    group by day order by day
  `.execute(db)
  return result.rows
}
