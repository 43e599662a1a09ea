/** Asks before a role is made less while API keys rest on it. */
import type { ReactElement } from 'react'
import type { ApiKey } from '../../data/api-keys.ts'
import { KEY_SCOPES } from '../../data/key-scopes.ts'
import type { Role } from '../../data/me.ts'
import type { Member, RoleMatrix } from '../../data/team.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { ROLE_NAMES } from './words.ts'

/** A role that a member shall have, and how many keys that takes something from. */
export interface Lowering {
  readonly role: Role
  readonly keys: number
}

/** How many of the keys that a member stands behind may do less when the member has `role`. */
export function countLimitedKeys(
  keys: readonly ApiKey[],
  { userId }: Pick<Member, 'userId'>,
  role: Role,
  { items }: Pick<RoleMatrix, 'items'>,
): number {
  const held = new Set<string>(items.find((item) => item.role === role)?.scopes)
  return keys.filter(({ grantedBy, state, scopesInForce }) => {
    const scopes = scopesInForce.includes('*') ? KEY_SCOPES : scopesInForce
    return grantedBy?.id === userId && state === 'active' && scopes.some((scope) => !held.has(scope))
  }).length
}

/** The dialog, while there is something to ask. */
export function LowerRoleDialog({
  member,
  lowering,
  onClose,
  onConfirm,
}: {
  readonly member: Member
  readonly lowering: Lowering | undefined
  readonly onClose: () => void
  readonly onConfirm: (role: Role) => Promise<unknown>
}): ReactElement | null {
  if (!lowering) return null
  const { role, keys } = lowering
  const name = ROLE_NAMES[role].toLowerCase()
  return (
    <ConfirmDialog
      action="Change role"
      onClose={onClose}
      onConfirm={() => onConfirm(role)}
      opened
      title={`Make ${member.name} ${name}?`}
    >
      {keys === 1 ? '1 API key that' : `${keys} API keys that`} {member.name} stands behind will be limited at once to
      what the role {name} may do, and calls that need more are refused. To keep a key as it is, let somebody who may do
      as much set its scopes again.
    </ConfirmDialog>
  )
}
