/** What an organization asks of its members' sign-ins. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { hasTwoFactor } from '../sign-ins/person.ts'
import { findSecurity, updateSecurity } from './queries.ts'

export interface OrganizationSecurity {
  /** Members without a second factor are refused. */
  readonly requireTwoFactor: boolean
  /** How long ago members may have proved who they are, 1 to 720 hours; null: as long as their sign-in lasts. */
  readonly signInHours: number | null
  /** How many minutes a sign-in may rest with nobody there, 5 to 43,200, before it asks who they are; null: any number. */
  readonly idleMinutes: number | null
  /** API keys are shown in the moment that they are made, and never again. */
  readonly showKeysOnce: boolean
}

/** The organization's settings; throws `not_found`. */
export async function getSecurity(ctx: TxContext, actor: MemberActor): Promise<OrganizationSecurity> {
  requireScope(actor, 'organization:write')
  const security = await findSecurity(ctx.db, actor.organizationId)
  if (!security) throw new AppError('not_found', { message: `There is no organization ${actor.organizationId}` })
  return security
}

/**
 * Changes what is named; holds from the next request of every member on. Throws `conflict` when a member asks all for
 * what they do not have themselves: they would lock themselves out.
 */
export async function setSecurity(
  ctx: TxContext,
  actor: MemberActor,
  changes: {
    readonly requireTwoFactor?: boolean
    readonly signInHours?: number | null
    readonly idleMinutes?: number | null
  },
): Promise<void> {
  requireScope(actor, 'organization:write')
  const { organizationId, userId } = actor
  await withTransaction(ctx, async (tx) => {
    if (changes.requireTwoFactor && !(await hasTwoFactor(tx, userId))) {
      throw new AppError('conflict', { message: 'Turn on two-factor sign-in for yourself first, in your account' })
    }
    const { requireTwoFactor, signInHours, idleMinutes } = changes
    await updateSecurity(tx.db, organizationId, changes)
    const details = {
      ...(requireTwoFactor !== undefined && { require_two_factor: requireTwoFactor }),
      ...(signInHours !== undefined && { sign_in_hours: signInHours ?? 'any' }),
      ...(idleMinutes !== undefined && { idle_minutes: idleMinutes ?? 'any' }),
    }
    await recordAudit(tx, actor, { action: 'organization.set_security', targetId: organizationId, details })
  })
}
