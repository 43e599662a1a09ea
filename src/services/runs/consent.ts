/** Records that the applicant agreed to be verified. */
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { invalidField } from '../../lib/errors.ts'
import type { ApplicantActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { changeSession, lockSessionRow } from '../sessions/change.ts'
import { requireOpenRun } from './run.ts'

/** Records the consent, once; a second call changes nothing. Nothing is stored of an applicant who does not agree. */
export async function giveConsent(ctx: TxContext, actor: ApplicantActor, accepted: boolean): Promise<void> {
  if (!accepted) throw invalidField('accepted', 'must be true; without consent there is nothing to send')
  await withTransaction(ctx, async (tx) => {
    const session = await lockSessionRow(tx, { organizationId: actor.organizationId, id: actor.sessionId })
    requireOpenRun(session, ctx.clock.nowMs())
    if (session.consentAt) return
    const at = nowDate(ctx.clock)
    await changeSession(tx, session, { consentAt: at, updatedAt: at })
    await recordAudit(tx, actor, { action: 'session.consent', targetId: session.id })
  })
}
