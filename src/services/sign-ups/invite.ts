/** Lets people sign up: operators make the invitation and hand its link on, since there is no mail. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type InvitationId, type MemberUserId, newId } from '../../lib/ids.ts'
import { makeInvitationSecret } from '../members/invitation-secret.ts'
import { findUserIdOf } from '../sign-ins/person.ts'
import { isClaimable } from './claimable.ts'
import { closeSignUpInvitation, findOpenEmail, insertSignUpInvitation, listOpenRows, revokeEnded } from './queries.ts'

export interface SignUpInvitation {
  readonly id: InvitationId
  readonly email: string
  readonly expiresAt: Date
  readonly createdAt: Date
  /** Null: made by a command. */
  readonly inviterName: string | null
}

const LIFE_MS = 7 * 24 * 3_600_000
const MAX_SHOWN = 200

/** The latest 200 that can still be used. */
export function listSignUpInvitations(ctx: TxContext): Promise<SignUpInvitation[]> {
  return listOpenRows(ctx.db, nowDate(ctx.clock), MAX_SHOWN)
}

/**
 * Invites an address to sign up within seven days and answers the link. Throws `conflict` when it has an account or is
 * invited already. The caller has made sure that an operator asks.
 */
export async function inviteToSignUp(
  ctx: TxContext,
  input: { readonly email: string; readonly inviterId: MemberUserId | null },
): Promise<{ id: InvitationId; link: string; expiresAt: Date }> {
  const email = input.email.toLowerCase()
  const id = newId<InvitationId>()
  const createdAt = nowDate(ctx.clock)
  const expiresAt = new Date(createdAt.getTime() + LIFE_MS)
  const userId = await findUserIdOf(ctx, email)
  if (userId && !(await isClaimable(ctx, userId))) {
    throw new AppError('conflict', { message: 'This address has an account already' })
  }
  await revokeEnded(ctx.db, email, createdAt)
  if (!(await insertSignUpInvitation(ctx.db, { id, email, inviterId: input.inviterId, expiresAt, createdAt }))) {
    throw new AppError('conflict', { message: 'This address is invited already: copy the link of that invitation' })
  }
  ctx.log.info({ invitationId: id, userId: input.inviterId }, 'somebody was invited to sign up')
  return { id, link: linkOf(ctx, id), expiresAt }
}

/** The link of an open invitation again; throws `not_found`. */
export async function showSignUpLink(ctx: TxContext, id: InvitationId): Promise<string> {
  if (!(await findOpenEmail(ctx.db, id, nowDate(ctx.clock)))) throw noSuchInvitation()
  return linkOf(ctx, id)
}

/** Withdraws an open invitation: its link leads nowhere from now on. Throws `not_found`. */
export async function revokeSignUpInvitation(ctx: TxContext, id: InvitationId, by: MemberUserId): Promise<void> {
  if (!(await closeSignUpInvitation(ctx.db, id, 'revoked'))) throw noSuchInvitation()
  ctx.log.info({ invitationId: id, userId: by }, 'an invitation to sign up was revoked')
}

function noSuchInvitation(): AppError {
  return new AppError('not_found', { message: 'There is no such open invitation' })
}

/** Behind the `#`, which browsers send to nobody. */
function linkOf(ctx: TxContext, id: InvitationId): string {
  return `${ctx.config.http.baseUrl}/sign-up#${makeInvitationSecret(ctx.keyring, id)}`
}
