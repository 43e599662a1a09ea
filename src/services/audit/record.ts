/** Writes one audit row, in the transaction of the act it tells of. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { type Actor, actorId } from '../actor.ts'

export type AuditAction =
  | 'organization.create'
  | 'organization.set_limits'
  | 'organization.set_status'
  | 'organization.show_keys_once'
  | 'api_key.create'
  | 'api_key.regenerate'
  | 'api_key.rename'
  | 'api_key.restrict'
  | 'api_key.reveal'
  | 'api_key.revoke'
  | 'tokens.grant'
  | 'tokens.set_alert'
  | 'workflow.create'
  | 'workflow.update'
  | 'workflow.set_status'
  | 'session.create'
  | 'session.open'
  | 'session.consent'
  | 'session.step'
  | 'session.submit'
  | 'session.fail'
  | 'session.decide'
  | 'session.review'
  | 'session.expire'
  | 'session.export'
  | 'evidence.store'
  | 'evidence.view'
  | 'check.request'
  | 'audit.export'
  | 'ledger.export'
  | 'export.end'
  | 'invitation.create'
  | 'invitation.renew'
  | 'invitation.revoke'
  | 'invitation.show_link'
  | 'member.join'
  | 'member.change_role'
  | 'member.remove'
  | 'member.leave'
  | 'member.end_sign_ins'
  | 'member.reset_link'
  | 'member.reset_two_factor'
  | 'organization.rename'
  | 'organization.set_security'
  | 'organization.delete'
  | 'organization.keep'
  | 'organization.begin_erasure'
  | 'organization.finish_erasure'

/** Appends the row; `details` holds ids and words only, never personal data or secrets. */
export async function recordAudit(
  ctx: TxContext,
  actor: Actor,
  event: { action: AuditAction; targetId?: string; details?: Readonly<Record<string, string | number | boolean>> },
): Promise<void> {
  await ctx.db
    .insertInto('auditEvents')
    .values({
      organizationId: actor.organizationId,
      actorKind: actor.kind,
      actorId: actorId(actor),
      action: event.action,
      targetId: event.targetId ?? null,
      details: JSON.stringify(event.details ?? {}),
      createdAt: nowDate(ctx.clock),
      ip: actor.kind === 'member' ? actor.address : null,
    })
    .execute()
}
