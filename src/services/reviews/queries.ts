/** SQL of the review queue and of who is reviewing what. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DecisionReason } from '../../db/run-tables.ts'
import type { Environment } from '../../db/tables.ts'
import type { MemberUserId, OrganizationId, SessionId, WorkflowId } from '../../lib/ids.ts'

/** A member's hold on a session while they look at it. */
export interface ClaimRow {
  readonly userId: MemberUserId
  readonly name: string
  readonly claimedAt: Date
  readonly expiresAt: Date
}

/**
 * Claims a session for a member, or renews their claim; answers whether it is theirs. Another member's claim gives way
 * when it has expired or when it is taken over. Of two that claim at once one gets it.
 */
export async function upsertClaim(
  db: Db,
  row: { sessionId: SessionId; organizationId: OrganizationId; userId: MemberUserId; expiresAt: Date },
  now: Date,
  takeOver: boolean,
): Promise<boolean> {
  const { sessionId, organizationId, userId, expiresAt } = row
  const result = await sql`
    insert into review_claims as held (session_id, organization_id, user_id, claimed_at, expires_at)
    values (${sessionId}, ${organizationId}, ${userId}, ${now}, ${expiresAt})
    on conflict (session_id) do update set
      claimed_at = case when held.user_id = excluded.user_id then held.claimed_at else excluded.claimed_at end,
      user_id = excluded.user_id,
      expires_at = excluded.expires_at
    where held.organization_id = ${organizationId}
      and (held.user_id = excluded.user_id or held.expires_at <= ${now} or ${takeOver}::boolean)
  `.execute(db)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Whose claim a session is under at a moment. */
export function findClaim(
  db: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  now: Date,
): Promise<ClaimRow | undefined> {
  return db
    .selectFrom('reviewClaims as claim')
    .innerJoin('authUsers as person', 'person.id', 'claim.userId')
    .select(['claim.userId', 'person.name', 'claim.claimedAt', 'claim.expiresAt'])
    .where('claim.organizationId', '=', organizationId)
    .where('claim.sessionId', '=', sessionId)
    .where('claim.expiresAt', '>', now)
    .executeTakeFirst()
}

/** Ends the claim on a session, whoever's it is, or only that of one member. */
export async function deleteClaim(
  db: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  userId?: MemberUserId,
): Promise<void> {
  let query = db
    .deleteFrom('reviewClaims')
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
  if (userId) query = query.where('userId', '=', userId)
  await query.execute()
}

/** Which part of the queue is meant. */
export interface QueueFilter {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  /** Null: sessions without a workflow. */
  readonly workflowId?: WorkflowId | null | undefined
}

/** A place in the queue. */
export interface QueuePlace {
  readonly submittedAt: Date
  readonly id: SessionId
}

export interface QueueRow extends QueuePlace {
  readonly firstName: string
  readonly lastName: string
  readonly externalId: string | null
  readonly workflowId: WorkflowId | null
  readonly workflowName: string | null
  readonly decisionReasons: readonly DecisionReason[]
  readonly claimUserId: MemberUserId | null
  readonly claimName: string | null
  readonly claimExpiresAt: Date | null
}

/** Sessions that wait for a person, longest first, from after a place on, with the claims that hold at `now`. */
export async function listQueueRows(
  db: Db,
  filter: QueueFilter,
  page: { after: QueuePlace | undefined; most: number; now: Date },
): Promise<QueueRow[]> {
  const rows = await queued(db, filter, page.after)
    .leftJoin('workflows', 'workflows.id', 'sessions.workflowId')
    .leftJoin('reviewClaims as claim', (join) =>
      join.onRef('claim.sessionId', '=', 'sessions.id').on('claim.expiresAt', '>', page.now),
    )
    .leftJoin('authUsers as person', 'person.id', 'claim.userId')
    .select([
      'sessions.id',
      'sessions.submittedAt',
      'sessions.firstName',
      'sessions.lastName',
      'sessions.externalId',
      'sessions.workflowId',
      'workflows.name as workflowName',
      'sessions.decisionReasons',
      'claim.userId as claimUserId',
      'person.name as claimName',
      'claim.expiresAt as claimExpiresAt',
    ])
    .where('sessions.organizationId', '=', filter.organizationId)
    .orderBy('sessions.submittedAt')
    .orderBy('sessions.id')
    .limit(page.most)
    .$narrowType<{ submittedAt: Date }>()
    .execute()
  return rows
}

/** How many wait, and since when the first of them; stops counting at `most`. */
export async function countQueue(
  db: Db,
  { organizationId, environment }: QueueFilter,
  most: number,
): Promise<{ count: number; oldestAt: Date | null }> {
  const rows = queued(db, { organizationId, environment }, undefined)
    .select('sessions.submittedAt')
    .where('sessions.organizationId', '=', organizationId)
    .orderBy('sessions.submittedAt')
    .limit(most)
    .as('waiting')
  return db
    .selectFrom(rows)
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('submittedAt').as('oldestAt')])
    .executeTakeFirstOrThrow()
}

/** How many wait by workflow, most first; of the `most` that have waited longest. */
export async function countQueueByWorkflow(db: Db, { organizationId, environment }: QueueFilter, most: number) {
  const rows = queued(db, { organizationId, environment }, undefined)
    .select(['sessions.workflowId'])
    .where('sessions.organizationId', '=', organizationId)
    .orderBy('sessions.submittedAt')
    .limit(most)
    .as('waiting')
  return db
    .selectFrom(rows)
    .leftJoin('workflows', 'workflows.id', 'waiting.workflowId')
    .select((eb) => ['waiting.workflowId', 'workflows.name', eb.fn.countAll<number>().as('count')])
    .groupBy(['waiting.workflowId', 'workflows.name'])
    .orderBy('count', 'desc')
    .orderBy('workflows.name')
    .execute()
}

/**
 * Locks the session that has waited longest and that nobody else is reviewing; passes over those that another
 * transaction holds, so that two reviewers who ask at once are led to two sessions.
 */
export async function lockNextOfQueue(
  db: Db,
  filter: QueueFilter,
  { userId, after, now }: { userId: MemberUserId; after: QueuePlace | undefined; now: Date },
): Promise<SessionId | undefined> {
  const row = await queued(db, filter, after)
    .select('sessions.id')
    .where('sessions.organizationId', '=', filter.organizationId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('reviewClaims as claim')
            .select('claim.sessionId')
            .whereRef('claim.sessionId', '=', 'sessions.id')
            .where('claim.userId', '<>', userId)
            .where('claim.expiresAt', '>', now),
        ),
      ),
    )
    .orderBy('sessions.submittedAt')
    .orderBy('sessions.id')
    .limit(1)
    .forUpdate('sessions')
    .skipLocked()
    .executeTakeFirst()
  return row?.id
}

/** The condition is spelled as in the index `sessions_to_review`, which serves every query of the queue. */
function queued(db: Db, { organizationId, environment, workflowId }: QueueFilter, after: QueuePlace | undefined) {
  let query = db
    .selectFrom('sessions')
    .where('sessions.organizationId', '=', organizationId)
    .where('sessions.environment', '=', environment)
    .where(sql<boolean>`sessions.status = 'SUBMITTED' and sessions.decision_reasons <> '[]'`)
  if (workflowId === null) query = query.where('sessions.workflowId', 'is', null)
  else if (workflowId !== undefined) query = query.where('sessions.workflowId', '=', workflowId)
  if (!after) return query
  return query.where(sql<boolean>`(sessions.submitted_at, sessions.id) > (${after.submittedAt}, ${after.id}::uuid)`)
}

/** The decisions on a session, latest first, with the names of those who took them as they are called today. */
export function listDecisionRows(db: Db, organizationId: OrganizationId, sessionId: SessionId, most: number) {
  return db
    .selectFrom('decisions')
    .leftJoin('authUsers as person', (join) =>
      join.on('decisions.source', '=', 'member').on(sql<boolean>`person.id::text = decisions.actor_id`),
    )
    .leftJoin('apiKeys as key', (join) =>
      join.on('decisions.source', '=', 'api_key').on(sql<boolean>`key.id::text = decisions.actor_id`),
    )
    .select([
      'decisions.id',
      'outcome',
      'source',
      'reasons',
      'reasonCode',
      'note',
      'sealedBasis',
      'decisions.createdAt',
    ])
    .select(['person.name as memberName', 'key.name as keyName'])
    .where('decisions.organizationId', '=', organizationId)
    .where('decisions.sessionId', '=', sessionId)
    .orderBy('decisions.createdAt', 'desc')
    .limit(most)
    .execute()
}

/** What happened to a session and to its pictures, latest first, with the names of those who did it. */
export function listEventRows(db: Db, organizationId: OrganizationId, targetIds: readonly string[], most: number) {
  return (
    db
      .selectFrom('auditEvents as event')
      .leftJoin('authUsers as person', (join) =>
        join.on('event.actorKind', '=', 'member').on(sql<boolean>`person.id::text = event.actor_id`),
      )
      .leftJoin('apiKeys as key', (join) =>
        join.on('event.actorKind', '=', 'api_key').on(sql<boolean>`key.id::text = event.actor_id`),
      )
      .select(['event.id', 'event.actorKind', 'event.action', 'event.details', 'event.createdAt'])
      .select(['person.name as memberName', 'key.name as keyName'])
      .where('event.organizationId', '=', organizationId)
      .where('event.targetId', 'in', targetIds)
      // Who polls a session does nothing to it; who looked is in the audit log.
      .where('event.action', '<>', 'session.read')
      .orderBy('event.id', 'desc')
      .limit(most)
      .execute()
  )
}
