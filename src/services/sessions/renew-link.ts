/** Gives a session another link, and ends the one before. */
import { type TxContext, withTransaction } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import { digestSecret } from '../../lib/secret-digest.ts'
import { type Actor, type EnvironmentActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { getOwnSession } from './get.ts'
import { findLinkRow, insertEndedLink } from './link-queries.ts'
import { linkOf, makeLinkSecret } from './link-secret.ts'
import { lockOpenSession } from './lock-open.ts'
import { findSessionById, notifySessionChanged, replaceLink } from './queries.ts'

export interface RenewedLink {
  readonly sessionId: SessionId
  /** The applicant's link. */
  readonly url: string
  readonly expiresAt: Date | null
}

/**
 * The old link, and the browser that it was opened in, are told that it has ended; the run goes on in the new one where it stood.
 * Throws `not_found`, `access_denied`, and `conflict` when the session is not open or runs without the applicant's page. Audited.
 */
export async function renewLink(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<RenewedLink> {
  requireScope(actor, 'sessions:write')
  return replace(ctx, actor, await getOwnSession(ctx, actor, id))
}

/** The same for the operator, who names a session only. */
export async function renewLinkAsOperator(ctx: TxContext, id: string): Promise<RenewedLink> {
  const session = isUuid(id) ? await findOwnFirst(() => findSessionById(ctx.db, id as SessionId)) : undefined
  if (!session) throw new AppError('not_found', { message: `There is no session ${id}` })
  return replace(ctx, { kind: 'operator', organizationId: session.organizationId }, session)
}

function replace(
  ctx: TxContext,
  actor: Actor,
  own: { readonly organizationId: OrganizationId; readonly id: SessionId },
): Promise<RenewedLink> {
  return withTransaction(ctx, async (tx) => {
    const session = await lockOpenSession(tx, own)
    const before = await findLinkRow(tx.db, session.organizationId, session.id)
    const linkNumber = (before?.linkNumber ?? 0) + 1
    const secret = makeLinkSecret(tx, session.id, linkNumber)
    const link = { linkDigest: digestSecret(secret), linkNumber, at: nowDate(tx.clock) }
    await insertEndedLink(tx.db, session.organizationId, session.id, link.at)
    await replaceLink(tx.db, session.organizationId, session.id, link)
    await recordAudit(tx, actor, { action: 'session.renew_link', targetId: session.id })
    await notifySessionChanged(tx.db, session)
    return { sessionId: session.id, url: linkOf(tx, secret), expiresAt: session.expiresAt }
  })
}
