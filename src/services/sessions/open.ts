/** Swaps the secret of a hosted link for the cookie of one browser. */
import { type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { randomBase62 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import type { SessionId } from '../../lib/ids.ts'
import { digestSecret, listDigests, matchDigest } from '../../lib/secret-digest.ts'
import type { ApplicantActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { requireTakesApplicants } from '../organizations/closing.ts'
import { getOrganization } from '../organizations/get.ts'
import { isCookieEnded, isLinkEnded } from './link-queries.ts'
import { claimSession, findSessionByLink, updateCookieDigest } from './queries.ts'
import type { SessionRow } from './session-row.ts'
import { statusAt } from './status.ts'

const COOKIE_LENGTH = 43

/** The cookie of the browser that opened a session, and until when that session is open. */
export interface HeldSession {
  readonly sessionId: SessionId
  readonly cookie: string
  readonly expiresAt: Date | null
}

type CookieOf = (id: SessionId) => string | undefined

/** Whose link it is, and in which language its page begins. */
interface LinkSender {
  readonly organizationName: string
  readonly environment: Environment
  /** A tag of BCP 47; null: as the browser prefers. */
  readonly locale: string | null
}

/**
 * What a link leads to, without opening it: the session if this browser opened it before, else the name of the organization and nothing
 * of the applicant, since programs that read mail follow links, too. Throws as `openSession`.
 */
export async function lookAtLink(
  ctx: TxContext,
  secret: string,
  cookieOf: CookieOf,
): Promise<HeldSession | LinkSender> {
  const { session, held } = await followLink(ctx, secret, cookieOf)
  if (held) return held
  const { organizationId, environment, locale } = session
  const { name } = await withinOrganization(organizationId, () => getOrganization(ctx, organizationId))
  return { organizationName: name, environment, locale }
}

/**
 * Opens a hosted link: the first browser gets a cookie, and the same browser may come back with it. Throws
 * `hosted_link_invalid`, `hosted_link_ended` when there is a newer link, `session_expired`, `hosted_link_closed` when the organization is to be
 * deleted, and `hosted_link_used` when another browser opened it.
 */
export async function openSession(ctx: TxContext, secret: string, cookieOf: CookieOf): Promise<HeldSession> {
  const { session, digests, held } = await followLink(ctx, secret, cookieOf)
  if (held) return held
  const cookie = randomBase62(COOKIE_LENGTH)
  const { id, organizationId, environment, expiresAt } = session
  const actor: ApplicantActor = { kind: 'applicant', organizationId, environment, sessionId: id }
  const claim = async (tx: TxContext) => {
    const first = await claimSession(tx.db, id, digests, { cookieDigest: digestSecret(cookie), at: nowDate(ctx.clock) })
    if (!first) throw new AppError('hosted_link_used')
    await recordAudit(tx, actor, { action: 'session.open', targetId: id })
  }
  await withinOrganization(organizationId, () => withTransaction(ctx, claim))
  return { sessionId: id, cookie, expiresAt }
}

async function followLink(
  ctx: TxContext,
  secret: string,
  cookieOf: CookieOf,
): Promise<{ session: SessionRow; digests: readonly Buffer[]; held: HeldSession | undefined }> {
  const digests = listDigests(ctx.keyring.signing, secret)
  const session = await acrossOrganizations(() => findSessionByLink(ctx.db, digests))
  if (!session) {
    const isEnded = await acrossOrganizations(() => isLinkEnded(ctx.db, digests))
    throw new AppError(isEnded ? 'hosted_link_ended' : 'hosted_link_invalid')
  }
  if (statusAt(session, ctx.clock.nowMs()) === 'EXPIRED') throw new AppError('session_expired')
  await requireTakesApplicants(ctx, session.organizationId)
  if (!session.cookieDigest) return { session, digests, held: undefined }
  const cookie = cookieOf(session.id)
  if (!cookie || !(await isCookieOf(ctx, session, cookie))) throw new AppError('hosted_link_used')
  return { session, digests, held: { sessionId: session.id, cookie, expiresAt: session.expiresAt } }
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
