/** Invites people to an organization: by mail where there is a mail server; whoever invites may hand the link on, too. */
import { type TxContext, withTransaction } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type InvitationId, newId } from '../../lib/ids.ts'
import { hasScope, type MemberActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { mailsAccounts, queueMemberInvitation } from '../messages/account-mail.ts'
import {
  closeInvitation,
  extendInvitation,
  findInvitationById,
  type InvitationRow,
  insertInvitation,
  listPendingInvitations,
} from './invitation-queries.ts'
import { invitationLinkOf, unknownInvitation } from './invitation-secret.ts'
import type { Role } from './roles.ts'
import { hasMemberWithEmail } from './team-queries.ts'
import { lockTeamAs, requireOwnerFor } from './team-rules.ts'

export interface Invitation {
  readonly email: string
  readonly role: Role
  readonly expiresAt: Date
  readonly isExpired: boolean
  readonly createdAt: Date
  readonly inviterName: string
  /** Only for members who may invite. */
  readonly id?: InvitationId
}

const LIFE_MS = 7 * 24 * 3_600_000
/** More open invitations than a team needs; bounds what one member can pile up. */
const MAX_PENDING = 200

/** The open invitations of the organization, those that ran out included, the latest first. */
export async function listInvitations(ctx: TxContext, actor: MemberActor): Promise<Invitation[]> {
  requireScope(actor, 'members:read')
  const rows = await listPendingInvitations(ctx.db, actor.organizationId, MAX_PENDING)
  const mayInvite = hasScope(actor, 'members:write')
  return rows.map(({ id, ...row }) => ({
    ...row,
    isExpired: row.expiresAt.getTime() <= ctx.clock.nowMs(),
    ...(mayInvite && { id }),
  }))
}

/**
 * Invites an address for seven days and answers the link. Throws `conflict` when it belongs to a member or is invited
 * already, `access_denied` when somebody who is no owner would make one.
 */
export async function inviteMember(
  ctx: TxContext,
  actor: MemberActor,
  input: { readonly email: string; readonly role: Role },
): Promise<{ id: InvitationId; link: string; expiresAt: Date; isMailed: boolean }> {
  requireScope(actor, 'members:write')
  const { organizationId, userId } = actor
  const { role } = input
  const email = input.email.toLowerCase()
  const id = newId<InvitationId>()
  const createdAt = nowDate(ctx.clock)
  const expiresAt = new Date(createdAt.getTime() + LIFE_MS)
  await withTransaction(ctx, async (tx) => {
    requireOwnerFor(await lockTeamAs(tx, actor), [role])
    if (await hasMemberWithEmail(tx.db, organizationId, email)) {
      throw new AppError('conflict', { message: 'This person is a member already' })
    }
    if ((await listPendingInvitations(tx.db, organizationId, MAX_PENDING)).length === MAX_PENDING) {
      throw new AppError('conflict', { message: `${MAX_PENDING} invitations are open: revoke some first` })
    }
    const row = { id, organizationId, email, role, inviterId: userId, expiresAt, createdAt }
    if (!(await insertInvitation(tx.db, row))) {
      throw new AppError('conflict', { message: 'This address is invited already: renew that invitation' })
    }
    if (mailsAccounts(tx)) await queueMemberInvitation(tx, id)
    await recordAudit(tx, actor, { action: 'invitation.create', targetId: id, details: { role } })
  })
  return { id, link: invitationLinkOf(ctx, id), expiresAt, isMailed: mailsAccounts(ctx) }
}

/** The link of an open invitation again, audited: whoever holds it can sign up as the invited address. */
export async function showInvitationLink(ctx: TxContext, actor: MemberActor, id: InvitationId): Promise<string> {
  await changeInvitation(ctx, actor, id, async (tx, { role, status }) => {
    if (status !== 'pending') return false
    await recordAudit(tx, actor, { action: 'invitation.show_link', targetId: id, details: { role } })
    return true
  })
  return invitationLinkOf(ctx, id)
}

/** Lets an open invitation last seven days from now on, with the same link. */
export async function renewInvitation(ctx: TxContext, actor: MemberActor, id: InvitationId): Promise<Date> {
  const expiresAt = new Date(ctx.clock.nowMs() + LIFE_MS)
  await changeInvitation(ctx, actor, id, async (tx, { role }) => {
    const isOpen = await extendInvitation(tx.db, actor.organizationId, id, expiresAt)
    if (isOpen) await recordAudit(tx, actor, { action: 'invitation.renew', targetId: id, details: { role } })
    return isOpen
  })
  return expiresAt
}

/** Withdraws an open invitation: its link leads nowhere from now on. */
export async function revokeInvitation(ctx: TxContext, actor: MemberActor, id: InvitationId): Promise<void> {
  await changeInvitation(ctx, actor, id, async (tx, { role }) => {
    const isOpen = await closeInvitation(tx.db, actor.organizationId, id, 'revoked')
    if (isOpen) await recordAudit(tx, actor, { action: 'invitation.revoke', targetId: id, details: { role } })
    return isOpen
  })
}

async function changeInvitation(
  ctx: TxContext,
  actor: MemberActor,
  id: InvitationId,
  change: (tx: TxContext, row: InvitationRow) => Promise<boolean>,
): Promise<void> {
  requireScope(actor, 'members:write')
  const known = await findOwnFirst(() => findInvitationById(ctx.db, id))
  if (!known) throw unknownInvitation()
  if (known.organizationId !== actor.organizationId) throw new AppError('access_denied')
  await withTransaction(ctx, async (tx) => {
    const actorRole = await lockTeamAs(tx, actor)
    const row = await findInvitationById(tx.db, id)
    if (!row) throw unknownInvitation()
    requireOwnerFor(actorRole, [row.role])
    if (await change(tx, row)) return
    throw new AppError('conflict', { message: 'This invitation was accepted or revoked meanwhile' })
  })
}
