/** SQL of creation: one statement makes a whole batch of sessions, so that many creates share one commit. */
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { DataKeyId, SessionId } from '../../../lib/ids.ts'
import type { NewSession } from './new-session.ts'

/** What became of one row of a batch. */
export interface WrittenSession {
  readonly id: SessionId
  /** False when the organization could not pay for all of its rows in this batch: then none that costs was written. */
  readonly created: boolean
  /** What the organization had; null when none of its rows costs anything. */
  readonly availableTokens: number | null
  /** A data key that was not needed, since another node added the same applicant at this moment. */
  readonly unusedKeyId: DataKeyId | null
}

/**
 * Writes sessions of any number of organizations with their holds, ledger entries, applicants, data keys, messages, walks
 * and audit rows. Balances are locked in the order of their organizations, and audit rows chained in the same order at commit, so
 * that two nodes cannot block each other. An organization pays for all of its rows or for none. Applicants are found by
 * address or added; the newest row names them.
 */
export async function insertSessions(db: Db, rows: readonly NewSession[]): Promise<WrittenSession[]> {
  const given = rows.map((row, place) => ({ ...row, place, ...hexColumns(row) }))
  const result = await sql<WrittenSession>`/* prepared: insert_sessions */
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(given)}::json) as item (
        place integer, id uuid, "organizationId" uuid, environment text, "actorKind" text, "apiKeyId" uuid,
        "senderUserId" uuid, address text, "workflowId" uuid, "workflowVersionId" uuid, steps jsonb,
        "maxAttempts" smallint, "isHeadless" boolean, "eventId" uuid, "firstName" text, "lastName" text, email text,
        phone text, "externalId" text, "redirectUrl" text, locale text, "linkDigest" bytea, "expiresAt" timestamptz,
        "createdAt" timestamptz, "amountTokens" bigint, prices jsonb, "holdId" uuid, "transactionId" uuid,
        "applicantId" uuid, "dataKeyId" uuid, "wrappedKey" bytea, "masterVersion" integer, "messageId" uuid,
        "textMessageId" uuid, "remindAt" timestamptz, "remindersLeft" smallint, scenario text, "walkPauseMs" integer
      )
    ), asked as (
      select "organizationId" as organization_id, sum("amountTokens")::bigint as tokens
      from given where "amountTokens" > 0 group by "organizationId"
    ), locked as materialized (
      select organization_id, available_tokens from balances
      where organization_id in (select organization_id from asked) order by organization_id for update
    ), debited as (
      update balances
      set available_tokens = balances.available_tokens - tokens, held_tokens = balances.held_tokens + tokens
      from asked join locked using (organization_id)
      where balances.organization_id = asked.organization_id and locked.available_tokens >= tokens
      returning balances.organization_id
    ), paid as materialized (
      select * from given
      where "amountTokens" = 0 or "organizationId" in (select organization_id from debited)
    ), held as (
      insert into holds (id, organization_id, amount_tokens, prices, created_at)
      select "holdId", "organizationId", "amountTokens", prices, "createdAt" from paid where "amountTokens" > 0
    ), entered as (
      insert into ledger_entries
        (transaction_id, organization_id, account, amount_tokens, kind, hold_id, created_at)
      select "transactionId", "organizationId", account, amount, 'hold', "holdId", "createdAt"
      from paid, lateral (values ('available', -"amountTokens"), ('held', "amountTokens")) as entry (account, amount)
      where "amountTokens" > 0
    ), people as materialized (
      select distinct on ("organizationId", environment, email) * from paid
      order by "organizationId", environment, email, place desc
    ), known as (
      update applicants
      set first_name = "firstName", last_name = "lastName", phone = coalesce(people.phone, applicants.phone),
        updated_at = "createdAt"
      from people
      where organization_id = "organizationId" and applicants.environment = people.environment
        and applicants.email = people.email
      returning applicants.id, organization_id, applicants.environment, applicants.email, data_key_id
    ), strangers as materialized (
      select * from people where not exists (
        select from known
        where organization_id = "organizationId" and known.environment = people.environment
          and known.email = people.email
      )
    ), wrapped as (
      insert into data_keys (id, organization_id, wrapped_key, master_version, created_at)
      select "dataKeyId", "organizationId", "wrappedKey", "masterVersion", "createdAt" from strangers
    ), added as (
      insert into applicants
        (id, organization_id, environment, email, first_name, last_name, phone, data_key_id, created_at, updated_at)
      select "applicantId", "organizationId", environment, email, "firstName", "lastName", phone, "dataKeyId",
        "createdAt", "createdAt"
      from strangers order by "organizationId", environment, email
      on conflict (organization_id, environment, email) do update
      set first_name = excluded.first_name, last_name = excluded.last_name, updated_at = excluded.updated_at,
        phone = coalesce(excluded.phone, applicants.phone)
      returning id, organization_id, environment, email, data_key_id
    ), found as (
      select * from known union all select * from added
    ), opened as (
      insert into sessions
        (id, organization_id, environment, applicant_id, api_key_id, sender_user_id, workflow_id, workflow_version_id,
        type, status, progress, steps, max_attempts, is_headless, first_name, last_name, external_id, redirect_url, locale,
        hold_id, link_digest,
        expires_at, created_at, updated_at, remind_at, reminders_left)
      select paid.id, "organizationId", paid.environment, found.id, "apiKeyId", "senderUserId", "workflowId",
        "workflowVersionId", case when "workflowId" is null then 'verification' else 'session' end, 'PENDING',
        'PENDING', steps, "maxAttempts", "isHeadless", "firstName", "lastName", "externalId", "redirectUrl", locale,
        case when "amountTokens" > 0 then "holdId" end, "linkDigest", "expiresAt", "createdAt", "createdAt",
        "remindAt", "remindersLeft"
      from paid join found
        on organization_id = "organizationId" and found.environment = paid.environment and found.email = paid.email
    ), invited as (
      insert into messages (id, organization_id, environment, channel, kind, session_id, created_at)
      select message_id, "organizationId", environment, channel, 'session_invitation', id, "createdAt"
      from paid, lateral (values ('email', "messageId"), ('phone', "textMessageId")) as message (channel, message_id)
      where message_id is not null
    ), walking as (
      insert into sandbox_walks (session_id, organization_id, environment, scenario, pause_ms, due_at)
      select id, "organizationId", environment, scenario, "walkPauseMs", now() + "walkPauseMs" * interval '1 millisecond'
      from paid where scenario is not null and environment = 'sandbox'
    ), announced as (
      insert into events (id, organization_id, environment, type, session_id, sequence, created_at)
      select "eventId", "organizationId", environment, 'session.created', id, 1, "createdAt" from paid
    ), audited as (
      insert into audit_events (organization_id, actor_kind, actor_id, action, target_id, created_at, ip)
      select "organizationId", "actorKind", coalesce("apiKeyId", "senderUserId"), 'session.create', id, "createdAt",
        address
      from paid order by "organizationId", place
    )
    select given.id, paid.id is not null as created, available_tokens, unused.id as unused_key_id
    from given
    left join paid on paid.id = given.id
    left join locked on locked.organization_id = given."organizationId"
    left join lateral (
      select "dataKeyId" as id from strangers
      where strangers.id = given.id and not exists (select from added where data_key_id = "dataKeyId")
    ) as unused on true
    order by given.place
  `.execute(db)
  return result.rows
}

/** Bytes in PostgreSQL's own text form, which JSON can carry. */
function hexColumns(row: NewSession) {
  return { linkDigest: toHex(row.linkDigest), wrappedKey: toHex(row.wrappedKey) }
}

function toHex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
