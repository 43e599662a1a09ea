/** What the holder of an invitation's link sees and does. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { InvitationId, OrganizationId } from '../../lib/ids.ts'
import { maskEmail } from '../applicants/mask.ts'
import { recordAudit } from '../audit/record.ts'
import { chooseActiveOrganization } from '../sign-ins/active-organization.ts'
import { proveEmail } from '../sign-ins/claim.ts'
import type { Person } from '../sign-ins/person.ts'
import { closeInvitation, findInvitationById, type InvitationRow } from './invitation-queries.ts'
import { openInvitationSecret, unknownInvitation } from './invitation-secret.ts'
import { toJoiningMember } from './membership.ts'
import type { Role } from './roles.ts'
import { addMember, lockTeam } from './team-queries.ts'

/** An invitation as the holder of its link may see it, signed in or not. */
export interface ShownInvitation {
  readonly organizationName: string
  readonly role: Role
  /** For whom it is, with most of the address hidden: the link may have gone astray. */
  readonly email: string
  readonly state: 'open' | 'expired' | 'revoked' | 'accepted'
  /** Whether it is for the person who is signed in; undefined when nobody is. */
  readonly isForYou: boolean | undefined
}

/** The invitation of a link's secret; throws `not_found`. */
export async function getInvitation(
  ctx: Context,
  person: Person | undefined,
  secret: string,
): Promise<ShownInvitation> {
  const id = openInvitationSecret(ctx.keyring, secret)
  const row = await acrossOrganizations(() => findInvitationById(ctx.db, id))
  if (!row) throw unknownInvitation()
  return {
    organizationName: row.organizationName,
    role: row.role,
    email: maskEmail(row.email),
    state: stateOf(ctx, row),
    isForYou: person && isFor(row, person),
  }
}

/**
 * Makes the person a member and opens the console with the organization. Throws `not_found`, `access_denied` when the
 * invitation is for another address, `invitation_over` when it ran out, was revoked or was accepted, or when the
 * organization is to be deleted.
 */
export async function acceptInvitation(
  ctx: Context,
  person: Person,
  { secret, address }: { secret: string; address: string },
): Promise<OrganizationId> {
  const id = openInvitationSecret(ctx.keyring, secret)
  const known = await acrossOrganizations(() => findInvitationById(ctx.db, id))
  if (!known) throw unknownInvitation()
  return withinOrganization(known.organizationId, () => withTransaction(ctx, (tx) => join(tx, person, { id, address })))
}

async function join(
  tx: TxContext,
  person: Person,
  { id, address }: { id: InvitationId; address: string },
): Promise<OrganizationId> {
  const found = await findInvitationById(tx.db, id)
  if (!found) throw unknownInvitation()
  const { organizationId, role } = found
  if (!isFor(found, person)) {
    const message = `This invitation is for ${maskEmail(found.email)}: sign in with that address`
    throw new AppError('access_denied', { message })
  }
  // Two clicks at once, or a click while it is revoked: the lock puts them in order, and the close decides.
  const { deletionDueAt } = await lockTeam(tx.db, organizationId)
  const isOpen =
    !deletionDueAt && stateOf(tx, found) === 'open' && (await closeInvitation(tx.db, organizationId, id, 'accepted'))
  if (!isOpen) throw new AppError('invitation_over')
  const isNew = await addMember(tx.db, { organizationId, userId: person.userId, role, createdAt: nowDate(tx.clock) })
  if (!isNew) throw new AppError('conflict', { message: 'You are a member of this organization already' })
  const member = toJoiningMember(person, { organizationId, role, address })
  await recordAudit(tx, member, { action: 'member.join', targetId: person.userId, details: { role } })
  // Only the owner of the address was given the link.
  await proveEmail(tx, person.userId)
  await chooseActiveOrganization(tx, person.signInId, organizationId)
  return organizationId
}

/** To whoever holds the link, an organization that is to be deleted has withdrawn it. */
function stateOf(ctx: TxContext, { status, expiresAt, deletionDueAt }: InvitationRow): ShownInvitation['state'] {
  if (status !== 'pending') return status
  if (deletionDueAt) return 'revoked'
  return expiresAt.getTime() > ctx.clock.nowMs() ? 'open' : 'expired'
}

function isFor(row: InvitationRow, person: Person): boolean {
  return row.email === person.email.toLowerCase()
}
