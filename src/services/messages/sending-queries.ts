/** SQL of what is to be sent, by which worker, and what came of it. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MessageChannel, MessageKind } from '../../db/message-tables.ts'
import type { Environment } from '../../db/tables.ts'
import type { MessageId, OrganizationId, SessionId } from '../../lib/ids.ts'

/** A message that a worker has taken on. */
export interface DueMessage {
  readonly id: MessageId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly channel: MessageChannel
  readonly kind: MessageKind
  readonly sessionId: SessionId
  readonly attempts: number
  /** Whether somebody began to hand it over, and did not say what came of it. */
  readonly wasHanding: boolean
  /** Since the first attempt was due. */
  readonly sinceBeginMs: number
}

interface ClaimBounds {
  readonly most: number
  /** Of one organization at a time, on all nodes. */
  readonly maxAtOnce: number
  /** For how long nobody else takes what was claimed. */
  readonly leaseMs: number
}

/** Takes messages of a channel that are due, for the organizations first that have least under way, and of each a few at a time: whoever writes to thousands delays nobody. */
export async function claimMessages(
  db: Db,
  channel: MessageChannel,
  { most, maxAtOnce, leaseMs }: ClaimBounds,
): Promise<DueMessage[]> {
  const { rows } = await sql<DueMessage>`
    with recursive senders as (
      (select organization_id from messages where state = 'queued' order by organization_id limit 1)
      union all
      select (
        select organization_id from messages
        where state = 'queued' and organization_id > senders.organization_id order by organization_id limit 1
      ) from senders where senders.organization_id is not null
    ), taken as (
      select due.id from senders
      cross join lateral (
        select count(*) as running from messages
        where organization_id = senders.organization_id and state = 'queued' and channel = ${channel}
          and claimed_until > now()
      ) as load
      cross join lateral (
        select id, due_at from messages
        where organization_id = senders.organization_id and state = 'queued' and channel = ${channel} and due_at <= now()
          and (claimed_until is null or claimed_until <= now())
        order by due_at, id
        limit greatest(0, ${maxAtOnce}::integer - load.running)
        for update skip locked
      ) as due
      order by load.running + row_number() over (partition by senders.organization_id order by due.due_at), due.due_at
      limit ${most}::integer
    )
    update messages set claimed_until = now() + make_interval(secs => ${leaseMs / 1000}::double precision)
    where id in (select id from taken)
    returning id, organization_id, environment, channel, kind, session_id, attempts,
      handing_since is not null as was_handing, extract(epoch from now() - begun_at)::double precision * 1000 as since_begin_ms
  `.execute(db)
  return rows
}

/** Notes that a message is about to be handed over. */
export async function beginHanding(
  db: Db,
  { id, organizationId }: Pick<DueMessage, 'id' | 'organizationId'>,
): Promise<void> {
  await sql`
    update messages set handing_since = now() where id = ${id} and organization_id = ${organizationId} and state = 'queued'
  `.execute(db)
}

/** What an attempt makes of its message; `reason` in a word, `statusCode` of the mail server or gateway; `inMs`: until the next attempt. */
export type Outcome =
  | { readonly state: 'sent' }
  | { readonly state: 'refused' | 'unknown'; readonly reason: string; readonly statusCode?: number | undefined }
  | {
      readonly state: 'queued'
      readonly reason: string
      readonly statusCode?: number | undefined
      readonly inMs: number
    }

/** Keeps what came of an attempt; one that was answered already stays as it is. */
export async function finishMessage(
  db: Db,
  { id, organizationId }: Pick<DueMessage, 'id' | 'organizationId'>,
  outcome: Outcome,
  at: Date,
): Promise<void> {
  const {
    reason = null,
    statusCode = null,
    inMs = 0,
  } = { reason: undefined, inMs: undefined, statusCode: undefined, ...outcome }
  await sql`
    update messages set state = ${outcome.state}, attempts = attempts + 1, reason = ${reason},
      status_code = ${statusCode}::integer, claimed_until = null, handing_since = null,
      due_at = now() + make_interval(secs => ${inMs / 1000}::double precision),
      finished_at = case when ${outcome.state} = 'queued' then null else ${at}::timestamptz end
    where id = ${id} and organization_id = ${organizationId} and state = 'queued'
  `.execute(db)
}
