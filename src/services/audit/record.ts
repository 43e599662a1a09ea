/** Writes audit rows, in the transaction of the act that they tell of. */
import type { TxContext } from '../../context.ts'
import type { AuditActorKind } from '../../db/audit-tables.ts'
import { nowDate } from '../../lib/clock.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type Actor, actorId } from '../actor.ts'
import { insertEvents } from './queries.ts'

/** What reads an applicant's data ends in `.read`, `.list` or `.view`, and nothing else does: the column `is_read` follows from it. */
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
  | 'webhook.create'
  | 'webhook.update'
  | 'webhook.rotate_secret'
  | 'webhook.delete'
  | 'webhook.test'
  | 'webhook.resend'
  | 'sandbox.advance'
  | 'session.create'
  | 'session.invite'
  | 'session.remind'
  | 'session.renew_link'
  | 'session.open'
  | 'session.consent'
  | 'session.step'
  | 'session.submit'
  | 'session.fail'
  | 'session.decide'
  | 'session.review'
  | 'session.expire'
  | 'session.export'
  | 'session.read'
  | 'session.list'
  | 'evidence.store'
  | 'evidence.view'
  | 'check.request'
  | 'audit.export'
  | 'audit.read'
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
  | 'sign_in.succeed'
  | 'sign_in.fail'
  | 'sign_in.pause'
  | 'sign_in.end'
  | 'step_up.succeed'
  | 'step_up.fail'
  | 'step_up.pause'
  | 'password.change'
  | 'password.reset'
  | 'two_factor.enable'
  | 'two_factor.disable'
  | 'two_factor.renew_codes'
  | 'passkey.add'
  | 'passkey.rename'
  | 'passkey.remove'
  | 'organization.rename'
  | 'organization.set_security'
  | 'organization.delete'
  | 'organization.keep'
  | 'organization.begin_erasure'
  | 'organization.finish_erasure'

/** Ids and words only, never personal data or secrets. */
export type AuditDetails = Readonly<Record<string, string | number | boolean>>

/** One row as its writer knows it. */
export interface AuditEntry {
  readonly organizationId: OrganizationId
  readonly actorKind: AuditActorKind
  readonly actorId: string | null
  readonly action: AuditAction
  readonly targetId?: string
  readonly details?: AuditDetails
  /** IP address that the act came from. */
  readonly ip?: string | undefined
  /** When it was done, if the row is written later. */
  readonly at?: Date
}

/** Appends the row of an act; a member's with the address that they came from. */
export function recordAudit(
  ctx: TxContext,
  actor: Actor,
  event: { readonly action: AuditAction; readonly targetId?: string; readonly details?: AuditDetails },
): Promise<void> {
  const ip = actor.kind === 'member' ? actor.address : undefined
  const author = { organizationId: actor.organizationId, actorKind: actor.kind, actorId: actorId(actor), ip }
  return appendAudit(ctx, [{ ...author, ...event }])
}

/**
 * Appends rows by one statement, in their order. Those of several organizations come in the order of the organizations'
 * ids: the chains are locked in this order at commit.
 */
export function appendAudit(ctx: Pick<TxContext, 'db' | 'clock'>, entries: readonly AuditEntry[]): Promise<void> {
  const now = nowDate(ctx.clock)
  return insertEvents(
    ctx.db,
    entries.map(({ targetId = null, details = {}, ip = null, at = now, ...entry }) => {
      return { ...entry, targetId, details: JSON.stringify(details), ip, createdAt: at }
    }),
  )
}
