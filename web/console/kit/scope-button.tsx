/** A button that says why it cannot be pressed: the role, an organization that is to be deleted, no connection. */
import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import type { MouseEvent, ReactElement } from 'react'
import type { Scope } from '../data/me.ts'
import { sayRolesWith } from '../data/roles.ts'
import { useOrganization } from '../lib/organization.ts'

interface ScopeButtonProps extends Omit<ButtonProps, 'disabled'> {
  readonly scope: Scope
  readonly onClick: () => void
  /** Another reason why it cannot be pressed, shown in its tooltip. */
  readonly disabledReason?: string | undefined
}

/** It stays in the order of the Tab key when it cannot be pressed, so that everybody can learn the reason. */
export function ScopeButton({ scope, onClick, disabledReason, ...rest }: ScopeButtonProps): ReactElement {
  const reason = useRefusal(scope) ?? disabledReason
  const isRefused = reason !== undefined
  const press = (event: MouseEvent) => (isRefused ? event.preventDefault() : onClick())
  return (
    <Tooltip disabled={!isRefused} label={reason}>
      <Button {...rest} aria-disabled={isRefused} onClick={press} {...(isRefused && { 'data-disabled': true })} />
    </Tooltip>
  )
}

/** Why the member cannot do it at this moment; undefined when nothing stands in the way. */
export function useRefusal(scope: Scope): string | undefined {
  const { can, deletionDueAt } = useOrganization()
  const { online } = useNetwork()
  if (!can(scope)) return `Needs the role ${sayRolesWith(scope)}`
  if (deletionDueAt !== null) return 'Nothing can change: the organization is to be deleted'
  return online ? undefined : 'You are offline'
}
