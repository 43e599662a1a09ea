/** Who is signed in, whatever organizations they belong to. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { hasPasskey } from './passkeys/list.ts'
import { findAnybody, findTwoFactorEnabled, findUserIdByEmail, listNamesOfPeople, lockUser } from './queries.ts'

/** Somebody who is signed in, of whatever organizations they are a member. */
export interface Person {
  readonly userId: MemberUserId
  readonly name: string
  readonly email: string
  readonly twoFactorEnabled: boolean
  /** When an operator took the second factor away; undefined once the person has read it. */
  readonly twoFactorResetAt: Date | undefined
  /** The sign-in, one row of auth_sessions. */
  readonly signInId: string
  readonly activeOrganizationId: OrganizationId | undefined
  readonly steppedUpAt: Date | undefined
  /** When they last showed a second factor in this sign-in. */
  readonly factorAt: Date | undefined
  /** When they were last there, to the minute, and their longest pause since they proved who they are. */
  readonly activeAt: Date | undefined
  readonly longestRestSeconds: number
}

/** The person whose cookie came with a request; undefined when there is none or its sign-in has ended. */
export async function findPerson(auth: ConsoleAuth, headers: Headers): Promise<Person | undefined> {
  const found = await auth.api.getSession({ headers })
  if (!found) return undefined
  const { session, user } = found
  return {
    userId: user.id as MemberUserId,
    name: user.name,
    email: user.email,
    twoFactorEnabled: user.twoFactorEnabled ?? false,
    twoFactorResetAt: user.twoFactorResetAt ?? undefined,
    signInId: session.id,
    activeOrganizationId: (session.activeOrganizationId ?? undefined) as OrganizationId | undefined,
    steppedUpAt: session.steppedUpAt ?? undefined,
    factorAt: session.factorAt ?? undefined,
    activeAt: session.activeAt ?? undefined,
    longestRestSeconds: session.longestRestSeconds ?? 0,
  }
}

/** Whether a person has a second factor: an authenticator, which each sign-in asks for, or a passkey. */
export async function hasTwoFactor(ctx: TxContext, userId: MemberUserId): Promise<boolean> {
  return (await findTwoFactorEnabled(ctx.db, userId)) || (await hasPasskey(ctx, userId))
}

/** The person of an e-mail address in whatever letters, or undefined. */
export function findUserIdOf(ctx: TxContext, email: string): Promise<MemberUserId | undefined> {
  return findUserIdByEmail(ctx.db, email.toLowerCase())
}

/** Whether anybody has signed up yet. */
export function isAnybodyThere(ctx: TxContext): Promise<boolean> {
  return findAnybody(ctx.db)
}

/** Makes acts of one person that must be counted come one after the other, until the transaction ends. */
export function lockPerson(tx: TxContext, userId: MemberUserId): Promise<void> {
  return lockUser(tx.db, userId)
}

/** Names of people, whatever they belong to; who is gone is left out. */
export async function listPersonNames(
  ctx: TxContext,
  ids: readonly MemberUserId[],
): Promise<ReadonlyMap<MemberUserId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await listNamesOfPeople(ctx.db, ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
