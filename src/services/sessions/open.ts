/** Swaps the secret of a hosted link for the cookie of one browser. */
import { type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { randomBase62 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import type { SessionId } from '../../lib/ids.ts'
import { digestSecret, listDigests, matchDigest } from '../../lib/secret-digest.ts'
import type { ApplicantActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { requireTakesApplicants } from '../organizations/closing.ts'
import { isCookieEnded, isLinkEnded } from './link-queries.ts'
import { claimSession, findSessionByLink, updateCookieDigest } from './queries.ts'
import type { SessionRow } from './session-row.ts'
import { statusAt } from './status.ts'

const COOKIE_LENGTH = 43

/**
 * Opens a hosted link: the first browser gets a cookie, and the same browser may come back with it. Throws
 * `hosted_link_invalid`, `hosted_link_ended` when there is a newer link, `session_expired`, `hosted_link_closed` when the organization is to be
 * deleted, and `hosted_link_used` when another browser opened it.
 */
export async function openSession(
  ctx: TxContext,
  secret: string,
  cookieOf: (id: SessionId) => string | undefined,
): Promise<{ sessionId: SessionId; cookie: string }> {
  const digests = listDigests(ctx.keyring.signing, secret)
  const session = await acrossOrganizations(() => findSessionByLink(ctx.db, digests))
  if (!session) {
    const isEnded = await acrossOrganizations(() => isLinkEnded(ctx.db, digests))
    throw new AppError(isEnded ? 'hosted_link_ended' : 'hosted_link_invalid')
  }
  if (statusAt(session, ctx.clock.nowMs()) === 'EXPIRED') throw new AppError('session_expired')
  await requireTakesApplicants(ctx, session.organizationId)

  const held = cookieOf(session.id)
  if (session.cookieDigest) {
    if (held && (await isCookieOf(ctx, session, held))) {
      return { sessionId: session.id, cookie: held }
    }
    throw new AppError('hosted_link_used')
  }

  const cookie = randomBase62(COOKIE_LENGTH)
  const { id, organizationId, environment } = session
  const actor: ApplicantActor = { kind: 'applicant', organizationId, environment, sessionId: id }
  const claim = async (tx: TxContext) => {
    const first = await claimSession(tx.db, id, digests, { cookieDigest: digestSecret(cookie), at: nowDate(ctx.clock) })
    if (!first) throw new AppError('hosted_link_used')
    await recordAudit(tx, actor, { action: 'session.open', targetId: id })
  }
  await withinOrganization(organizationId, () => withTransaction(ctx, claim))
  return { sessionId: id, cookie }
}

/**
 * Whether this is the cookie that opened the session. One whose digest would die with a root secret is digested anew, so
 * that the applicant can go on when that secret is gone.
 */
export async function isCookieOf(
  ctx: TxContext,
  { id, organizationId, cookieDigest }: Pick<SessionRow, 'id' | 'organizationId' | 'cookieDigest'>,
  cookie: string,
): Promise<boolean> {
  if (!cookieDigest) return false
  const match = matchDigest(ctx.keyring.signing, cookieDigest, cookie)
  if (match === 'keyed') {
    const digest = { from: cookieDigest, to: digestSecret(cookie) }
    await withinOrganization(organizationId, () => updateCookieDigest(ctx.db, id, digest))
  }
  return match !== 'no'
}

/** Whether this is the cookie of a browser whose link was ended by a newer one. */
export function isCookieOfEndedLink(
  ctx: TxContext,
  session: Pick<SessionRow, 'id' | 'organizationId'>,
  cookie: string,
): Promise<boolean> {
  const digests = listDigests(ctx.keyring.signing, cookie)
  return withinOrganization(session.organizationId, () => isCookieEnded(ctx.db, session, digests))
}
