/** Which organizations a person belongs to, and as what. */
import type { Context, TxContext } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import type { Environment } from '../../db/tables.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type MemberUserId, type OrganizationId } from '../../lib/ids.ts'
import type { MemberActor, MemberScope } from '../actor.ts'
import { chooseActiveOrganization } from '../sign-ins/active-organization.ts'
import { findFactorAsker, requireSecondFactor } from '../sign-ins/factor-proof.ts'
import type { Person } from '../sign-ins/person.ts'
import { longestRestOf, noteActive } from '../sign-ins/rest.ts'
import { findMembership, listMembershipRows, updateLastSeen } from './queries.ts'
import { ROLE_SCOPES, type Role } from './roles.ts'

export interface Membership {
  readonly id: OrganizationId
  readonly name: string
  readonly role: Role
  readonly scopes: readonly MemberScope[]
  /** Whether it, or the installation, refuses the person until they have a second factor. */
  readonly needsTwoFactor: boolean
  /** From when on it is erased; null unless its deletion was asked for. */
  readonly deletionDueAt: Date | null
}

/** How long a proof of identity lasts for dangerous acts. */
const STEP_UP_LIFE_MS = 10 * 60_000
const HOUR_MS = 3_600_000
/** How exactly it is remembered when a member was here last: a write for each request would cost more than it tells. */
const SEEN_STEP_MS = 5 * 60_000

/**
 * The person as a member of one organization. Throws `access_denied` when they are none, or it is not there;
 * `two_factor_required` when it or the installation asks for a second factor and they have none; `step_up_required` when it limits the age
 * of a sign-in or of its rest and they last proved who they are before that. A call that no person made (`isUnattended`) does
 * not end a rest.
 */
export async function toMember(
  ctx: TxContext,
  person: Person,
  place: { organizationId: string; environment: Environment; address: string; isUnattended?: boolean },
): Promise<MemberActor> {
  const { userId } = person
  const organizationId = place.organizationId as OrganizationId
  const membership = await getMembership(ctx, person, organizationId)
  await requireSafeSignIn(ctx, person, membership)
  if (!place.isUnattended) await noteActive(ctx, person)
  const nowMs = ctx.clock.nowMs()
  if (nowMs - (membership.lastSeenAt?.getTime() ?? 0) > SEEN_STEP_MS) {
    await updateLastSeen(ctx.db, organizationId, userId, new Date(nowMs))
  }
  const { environment, address } = place
  return { ...toJoiningMember(person, { organizationId, role: membership.role, address }), environment }
}

/** The person as the member that they become in this moment. */
export function toJoiningMember(
  { userId, name, email, steppedUpAt }: Person,
  { organizationId, role, address }: { organizationId: OrganizationId; role: Role; address: string },
): MemberActor {
  return {
    ...{ kind: 'member', organizationId, environment: 'live', userId, name, email, role },
    ...{ scopes: ROLE_SCOPES[role], steppedUpAt, address },
  }
}

async function getMembership(ctx: TxContext, { userId }: Person, organizationId: OrganizationId) {
  const membership = isUuid(organizationId) ? await findMembership(ctx.db, organizationId, userId) : undefined
  if (membership) return membership
  throw new AppError('access_denied', { message: 'You are not a member of this organization' })
}

async function requireSafeSignIn(
  ctx: TxContext,
  person: Person,
  membership: Awaited<ReturnType<typeof getMembership>>,
): Promise<void> {
  const { requireTwoFactor, signInHours, idleMinutes, organizationName } = membership
  await requireSecondFactor(ctx, person, findFactorAsker(ctx, { name: organizationName, requireTwoFactor }))
  if (idleMinutes !== null && longestRestOf(ctx, person) > idleMinutes * 60) {
    const message = `${organizationName} asks who you are after ${idleMinutes} minutes in which nobody was there`
    throw new AppError('step_up_required', { message })
  }
  if (signInHours === null) return
  const ageMs = ctx.clock.nowMs() - (person.steppedUpAt?.getTime() ?? 0)
  if (ageMs <= signInHours * HOUR_MS) return
  const message = `${organizationName} asks its members every ${signInHours} hours who they are`
  throw new AppError('step_up_required', { message })
}

/** Throws `step_up_required` unless the person proved who they are in the last ten minutes. */
export function requireStepUp(ctx: TxContext, { steppedUpAt }: Pick<Person, 'steppedUpAt'>): void {
  if (steppedUpAt && ctx.clock.nowMs() - steppedUpAt.getTime() <= STEP_UP_LIFE_MS) return
  throw new AppError('step_up_required')
}

/** The person's organizations by name, with what they may do in each. */
export async function listMemberships(ctx: TxContext, userId: MemberUserId): Promise<Membership[]> {
  const rows = await acrossOrganizations(() => listMembershipRows(ctx.db, userId))
  return rows.map(({ id, name, role, requireTwoFactor, hasTwoFactor, deletionDueAt }) => ({
    ...{ id, name, role, scopes: ROLE_SCOPES[role] },
    needsTwoFactor: !hasTwoFactor && findFactorAsker(ctx, { name, requireTwoFactor }) !== undefined,
    deletionDueAt,
  }))
}

/** Chooses the organization that the console opens with; throws `access_denied` unless the person is its member. */
export async function setActiveOrganization(ctx: Context, person: Person, organizationId: string): Promise<void> {
  const id = organizationId as OrganizationId
  await withinOrganization(id, () => getMembership(ctx, person, id))
  await chooseActiveOrganization(ctx, person.signInId, organizationId as OrganizationId)
}
