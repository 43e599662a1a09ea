/** Which organizations a person belongs to, and as what. */
import type { Context, TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type MemberUserId, type OrganizationId } from '../../lib/ids.ts'
import type { MemberActor, MemberScope } from '../actor.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { findMembership, listMembershipRows, updateActiveOrganization } from './queries.ts'
import { ROLE_SCOPES, type Role } from './roles.ts'

/** Somebody who is signed in, of whatever organizations they are a member. */
export interface Person {
  readonly userId: MemberUserId
  readonly name: string
  readonly email: string
  /** The sign-in, one row of auth_sessions. */
  readonly signInId: string
  readonly activeOrganizationId: OrganizationId | undefined
  readonly steppedUpAt: Date | undefined
}

export interface Membership {
  readonly id: OrganizationId
  readonly name: string
  readonly role: Role
  readonly scopes: readonly MemberScope[]
}

/** How long a proof of who somebody is lasts for dangerous acts. */
const STEP_UP_LIFE_MS = 10 * 60_000

/** The person whose cookie came with a request; undefined when there is none or its sign-in has ended. */
export async function findPerson(auth: ConsoleAuth, headers: Headers): Promise<Person | undefined> {
  const found = await auth.api.getSession({ headers })
  if (!found) return undefined
  const { session, user } = found
  return {
    userId: user.id as MemberUserId,
    name: user.name,
    email: user.email,
    signInId: session.id,
    activeOrganizationId: (session.activeOrganizationId ?? undefined) as OrganizationId | undefined,
    steppedUpAt: session.steppedUpAt ?? undefined,
  }
}

/** The person as a member of one organization; throws `access_denied` when they are not, or it is not there. */
export async function toMember(
  ctx: TxContext,
  person: Person,
  place: { organizationId: string; environment: Environment; address: string },
): Promise<MemberActor> {
  const { userId, name, email, steppedUpAt } = person
  const organizationId = place.organizationId as OrganizationId
  const membership = isUuid(organizationId) ? await findMembership(ctx.db, organizationId, userId) : undefined
  if (!membership) throw new AppError('access_denied', { message: 'You are not a member of this organization' })
  const { role } = membership
  const { environment, address } = place
  return {
    ...{ kind: 'member', organizationId, environment, userId, name, email, role },
    ...{ scopes: ROLE_SCOPES[role], steppedUpAt, address },
  }
}

/** Throws `step_up_required` unless the member proved who they are in the last ten minutes. */
export function requireStepUp(ctx: TxContext, member: MemberActor): void {
  const { steppedUpAt } = member
  if (steppedUpAt && ctx.clock.nowMs() - steppedUpAt.getTime() <= STEP_UP_LIFE_MS) return
  throw new AppError('step_up_required')
}

/** The person's organizations by name, with what they may do in each. */
export async function listMemberships(ctx: TxContext, userId: MemberUserId): Promise<Membership[]> {
  const rows = await listMembershipRows(ctx.db, userId)
  return rows.map((row) => ({ ...row, scopes: ROLE_SCOPES[row.role] }))
}

/** Chooses the organization that the console opens with; throws `access_denied` unless the person is its member. */
export async function setActiveOrganization(ctx: Context, person: Person, organizationId: string): Promise<void> {
  const { organizationId: id } = await toMember(ctx, person, { organizationId, environment: 'live', address: '' })
  await updateActiveOrganization(ctx.db, person.signInId, id)
}
