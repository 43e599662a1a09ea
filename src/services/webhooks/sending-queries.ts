/** SQL of what is to be sent, by which worker, and what came of it. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { EventId, OrganizationId, SessionId, WebhookDeliveryId, WebhookEndpointId } from '../../lib/ids.ts'

/** A delivery that a worker has taken on, with what it needs to send it. */
export interface DueDelivery {
  readonly id: WebhookDeliveryId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly endpointId: WebhookEndpointId
  readonly type: string
  /** Null for a test. */
  readonly eventId: EventId | null
  readonly sessionId: SessionId | null
  readonly happenedAt: Date
  readonly sealedSnapshot: Buffer | null
  /** Of an event that is of no session. */
  readonly data: Readonly<Record<string, unknown>> | null
  /** Attempts so far. */
  readonly attempts: number
  /** Since the first attempt of the series was due, by the database's clock. */
  readonly sinceBeginMs: number
  readonly url: string
  readonly sealedSecret: Buffer
  readonly secretVersion: number
  readonly sealedPreviousSecret: Buffer | null
  readonly previousSecretVersion: number | null
  readonly previousSecretEndsAt: Date | null
  readonly sendsSecret: boolean
}

interface ClaimBounds {
  readonly most: number
  /** Of one endpoint at a time, on all nodes; of one that fails only one. */
  readonly maxAtOnce: number
  /** For how long nobody else takes what was claimed. */
  readonly leaseMs: number
}

/**
 * Takes what is due, of every organization, for the endpoints first that have least under way. The events of a session come in their
 * order: one that waits holds back the later ones of the same session and endpoint, and nothing else.
 */
export async function claimDeliveries(db: Db, { most, maxAtOnce, leaseMs }: ClaimBounds): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with taken as (
      select due.id from webhook_endpoints as endpoint
      cross join lateral (
        select count(*) as running from webhook_deliveries
        where endpoint_id = endpoint.id and state = 'waiting' and claimed_until > now()
      ) as load
      cross join lateral (
        select delivery.id, delivery.due_at from webhook_deliveries as delivery
        where delivery.endpoint_id = endpoint.id and delivery.state = 'waiting' and delivery.due_at <= now()
          and (delivery.claimed_until is null or delivery.claimed_until <= now())
          and not exists (
            select from webhook_deliveries as earlier
            where earlier.endpoint_id = delivery.endpoint_id and earlier.session_id = delivery.session_id
              and earlier.sequence < delivery.sequence and earlier.state = 'waiting'
          )
        order by delivery.due_at, delivery.id
        limit greatest(0, case when endpoint.failing_since is null then ${maxAtOnce}::integer else 1 end - load.running)
        for update skip locked
      ) as due
      where endpoint.status = 'active'
        and exists (
          select from webhook_deliveries
          where endpoint_id = endpoint.id and state = 'waiting' and due_at <= now()
        )
      order by load.running + row_number() over (partition by endpoint.id order by due.due_at), due.due_at
      limit ${most}::integer
    )
    update webhook_deliveries as delivery
    set claimed_until = now() + make_interval(secs => ${leaseMs / 1000}::double precision)
    from webhook_endpoints as endpoint
    where delivery.id in (select id from taken) and endpoint.id = delivery.endpoint_id
    returning delivery.id, delivery.organization_id, delivery.environment, delivery.endpoint_id, delivery.type,
      delivery.event_id, delivery.session_id, delivery.attempts,
      coalesce((select created_at from events where id = delivery.event_id), delivery.created_at) as happened_at,
      (select sealed_snapshot from events where id = delivery.event_id) as sealed_snapshot,
      (select data from events where id = delivery.event_id) as data,
      extract(epoch from now() - delivery.begun_at)::double precision * 1000 as since_begin_ms,
      endpoint.url, endpoint.sealed_secret, endpoint.secret_version, endpoint.sealed_previous_secret,
      endpoint.previous_secret_version, endpoint.previous_secret_ends_at, endpoint.sends_secret
  `.execute(db)
  return rows
}

/** One attempt, as it is kept. */
export interface Attempt {
  readonly number: number
  readonly at: Date
  readonly tookMs: number
  readonly status: number | null
  readonly error: string | null
  readonly answer: string | null
}

/** What an attempt makes of its delivery; `inMs`: until the next one. */
export type Outcome = { readonly state: 'delivered' | 'failed' } | { readonly state: 'waiting'; readonly inMs: number }

/** Keeps an attempt and what follows from it, in one statement; what was delivered by another attempt meanwhile stays so. */
export async function finishAttempt(
  db: Db,
  { id, organizationId }: Pick<DueDelivery, 'id' | 'organizationId'>,
  attempt: Attempt,
  outcome: Outcome,
): Promise<void> {
  const pauseSeconds = outcome.state === 'waiting' ? outcome.inMs / 1000 : 0
  const { number, at, tookMs, status, error, answer } = attempt
  await sql`
    with kept as (
      insert into webhook_attempts (organization_id, delivery_id, number, at, took_ms, status, error, answer)
      select organization_id, id, ${number}::integer, ${at}::timestamptz, ${tookMs}::integer, ${status}::integer, ${error}, ${answer}
      from webhook_deliveries where id = ${id} and organization_id = ${organizationId}
      on conflict do nothing
    )
    update webhook_deliveries set state = ${outcome.state}, attempts = ${number}::integer, claimed_until = null,
      due_at = now() + make_interval(secs => ${pauseSeconds}::double precision),
      finished_at = case when ${outcome.state} = 'waiting' then null else now() end
    where id = ${id} and organization_id = ${organizationId} and state = 'waiting'
  `.execute(db)
}

/** Notes that an endpoint answers again. */
export async function markAnswering(db: Db, organizationId: OrganizationId, id: WebhookEndpointId): Promise<void> {
  await sql`
    update webhook_endpoints set failing_since = null
    where id = ${id} and organization_id = ${organizationId} and failing_since is not null
  `.execute(db)
}

/** Notes that an endpoint failed. */
export async function markFailing(db: Db, organizationId: OrganizationId, id: WebhookEndpointId): Promise<void> {
  await sql`
    update webhook_endpoints set failing_since = now()
    where id = ${id} and organization_id = ${organizationId} and failing_since is null
  `.execute(db)
}

/** Disables an endpoint that is gone, or that has failed for `mostMs`; answers its name and since when it failed if it was disabled. */
export async function disableFailing(
  db: Db,
  organizationId: OrganizationId,
  id: WebhookEndpointId,
  { isGone, mostMs }: { readonly isGone: boolean; readonly mostMs: number },
): Promise<{ readonly name: string; readonly failingSince: Date | null } | undefined> {
  const { rows } = await sql<{ name: string; failingSince: Date | null }>`
    update webhook_endpoints
    set status = 'disabled', disabled_reason = case when ${isGone}::boolean then 'gone' else 'failing' end, updated_at = now()
    where id = ${id} and organization_id = ${organizationId} and status = 'active'
      and (${isGone}::boolean or failing_since <= now() - make_interval(secs => ${mostMs / 1000}::double precision))
    returning name, failing_since
  `.execute(db)
  return rows[0]
}

/** Removes deliveries that ended before `before`, with their attempts; answers how many. */
export async function deleteOldDeliveries(db: Db, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries where state <> 'waiting' and created_at < ${before} order by created_at limit ${most}::integer
    )
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}
