/** Keeps a key from doing more than the member who stands behind it. */
import type { TxContext } from '../../context.ts'
import type { MemberRole } from '../../db/people-tables.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type Actor, hasScope, requireScope, SCOPES, type Scope } from '../actor.ts'
import { ROLE_SCOPES } from '../members/roles.ts'
import { findRoleNow, shareKeyRules } from './queries.ts'

/** Every scope that a key can be given one by one. */
export const SINGLE_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== '*')

/** Who stands behind a key's scopes; both null for a command on the machine. */
export interface Grant {
  readonly grantedBy: MemberUserId | null
  readonly grantedRole: MemberRole | null
}

/**
 * The actor with the role of this moment, which stays until the transaction ends: their request may have begun before
 * another member lessened it. Call before the key is locked; throws `access_denied` for who is no member any more.
 */
export async function lockGrantor(tx: TxContext, actor: Actor): Promise<Actor> {
  if (actor.kind !== 'member') return actor
  await shareKeyRules(tx.db, actor.organizationId)
  const role = await findRoleNow(tx.db, actor.organizationId, actor.userId)
  if (!role) throw new AppError('access_denied', { message: 'You are not a member of this organization' })
  const grantor = { ...actor, role, scopes: ROLE_SCOPES[role] }
  requireScope(grantor, 'keys:write')
  return grantor
}

/** The grant that the actor's act is. */
export function grantOf(actor: Actor): Grant {
  if (actor.kind === 'member') return { grantedBy: actor.userId, grantedRole: actor.role }
  return { grantedBy: null, grantedRole: null }
}

/** The scopes that a key really has: those given to it, less what the role behind it does not hold. */
export function scopesInForce(scopes: readonly string[], role: MemberRole | null): readonly string[] {
  if (role === null) return scopes
  const held: readonly string[] = ROLE_SCOPES[role]
  if (scopes.includes('*') && SINGLE_SCOPES.every((scope) => held.includes(scope))) return ['*']
  return expand(scopes).filter((scope) => held.includes(scope))
}

/** The role that takes something away from a key's scopes; undefined when all of them are in force. */
export function limitingRole(scopes: readonly string[], role: MemberRole | null): MemberRole | undefined {
  if (role === null) return undefined
  const isLimited = expand(scopesInForce(scopes, role)).length < expand(scopes).length
  return isLimited ? role : undefined
}

/** All that the actor may give: `*` for whoever holds everything that a key can do. */
export function scopesToGive(actor: Actor): readonly string[] {
  const held = SINGLE_SCOPES.filter((scope) => hasScope(actor, scope))
  return held.length === SINGLE_SCOPES.length ? ['*'] : held
}

/** Of the scopes of a key, those that the actor lacks; with one, the actor may neither give, change nor see the key. */
export function scopesBeyond(actor: Actor, scopes: readonly string[]): readonly string[] {
  return expand(scopes).filter((scope) => !hasScope(actor, scope as Scope))
}

/** Throws `scope_missing`, naming what is lacking, unless the actor may do everything that a key with these scopes may. */
export function requireCovers(actor: Actor, scopes: readonly string[]): void {
  const lacking = scopesBeyond(actor, scopes)
  if (lacking.length === 0) return
  const role = actor.kind === 'member' ? `Your role ${actor.role}` : 'Whoever asks'
  const message = `${role} lacks ${lacking.join(', ')}: nobody can make, change or see a key that may do more than they may`
  throw new AppError('scope_missing', { message })
}

/** Scopes one by one; what an earlier version knew and this one does not is left as it is. */
function expand(scopes: readonly string[]): readonly string[] {
  return scopes.includes('*') ? SINGLE_SCOPES : scopes
}
