/** Claims a session for one reviewer, so that two do not decide the same one. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId, OrganizationId, SessionId } from '../../lib/ids.ts'
import { type EnvironmentActor, type MemberActor, requireScope } from '../actor.ts'
import { getOwnSession } from '../sessions/get.ts'
import { deleteClaim, findClaim, upsertClaim } from './queries.ts'

/** The page renews its claim well before; a closed laptop gives the session back after this. */
export const CLAIM_LIFE_MS = 120_000

/** Who is reviewing a session. */
export interface ReviewClaim {
  readonly userId: MemberUserId
  readonly name: string
  readonly claimedAt: Date
  readonly expiresAt: Date
  /** Whether it is the asker's own. */
  readonly isMine: boolean
}

/**
 * Claims the session for two minutes, or renews; answers whose it is then. Another member's claim stands unless
 * `takeOver` says that it ends. Throws `not_found`, `access_denied`.
 */
export async function claimReview(
  ctx: TxContext,
  actor: MemberActor,
  id: string,
  { takeOver }: { takeOver: boolean },
): Promise<ReviewClaim> {
  requireScope(actor, 'sessions:decide')
  const { id: sessionId } = await getOwnSession(ctx, actor, id)
  for (;;) {
    if (await holdClaim(ctx, actor, sessionId, takeOver)) return ownClaim(ctx, actor)
    // The other's claim may end between the two statements: then it is free.
    const claim = await findReviewClaim(ctx, actor, sessionId)
    if (claim) return claim
  }
}

/** Gives a session back before the claim's time is over; another member's claim stays. */
export async function releaseReview(ctx: TxContext, actor: MemberActor, id: string): Promise<void> {
  requireScope(actor, 'sessions:decide')
  const { id: sessionId } = await getOwnSession(ctx, actor, id)
  await deleteClaim(ctx.db, actor.organizationId, sessionId, actor.userId)
}

/** Sets or renews the member's claim unless another's stands; answers whether it is theirs. */
export function holdClaim(
  ctx: TxContext,
  { organizationId, userId }: MemberActor,
  sessionId: SessionId,
  takeOver: boolean,
): Promise<boolean> {
  const nowMs = ctx.clock.nowMs()
  const row = { sessionId, organizationId, userId, expiresAt: new Date(nowMs + CLAIM_LIFE_MS) }
  return upsertClaim(ctx.db, row, new Date(nowMs), takeOver)
}

/** Who is reviewing a session of the actor's organization at this moment. */
export async function findReviewClaim(
  ctx: TxContext,
  actor: EnvironmentActor,
  sessionId: SessionId,
): Promise<ReviewClaim | undefined> {
  const claim = await findClaim(ctx.db, actor.organizationId, sessionId, new Date(ctx.clock.nowMs()))
  return claim && { ...claim, isMine: actor.kind === 'member' && actor.userId === claim.userId }
}

/**
 * Throws `conflict` when another member is reviewing the session: they were told that it is theirs. Servers with a key
 * know of no claims and are not held up.
 */
export async function requireUnclaimed(ctx: TxContext, actor: EnvironmentActor, sessionId: SessionId): Promise<void> {
  if (actor.kind !== 'member') return
  const claim = await findReviewClaim(ctx, actor, sessionId)
  if (!claim || claim.isMine) return
  const { name, expiresAt } = claim
  throw new AppError('conflict', {
    message: `${name} is reviewing this session: take it over first`,
    details: { claimedBy: { name, expiresAt: expiresAt.toISOString() } },
  })
}

/** Ends whatever claim there is on a session that was decided. */
export async function endClaim(ctx: TxContext, organizationId: OrganizationId, sessionId: SessionId): Promise<void> {
  await deleteClaim(ctx.db, organizationId, sessionId)
}

function ownClaim(ctx: TxContext, { userId, name }: MemberActor): ReviewClaim {
  const now = ctx.clock.nowMs()
  return { userId, name, claimedAt: new Date(now), expiresAt: new Date(now + CLAIM_LIFE_MS), isMine: true }
}
