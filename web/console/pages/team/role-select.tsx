/** Chooses a role, each with what it may do. */
import { Select, type SelectProps, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Role } from '../../data/me.ts'
import { ROLE_NAMES, ROLE_WORDS } from './words.ts'

const ROLES = ['owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'] as const

interface RoleSelectProps extends Pick<SelectProps, 'label' | 'aria-label' | 'size' | 'w' | 'disabled'> {
  readonly value: Role
  readonly onChange: (role: Role) => void
  /** Whether the chooser may make owners. */
  readonly canMakeOwners: boolean
}

/** Roles that the chooser may not give are left out. */
export function RoleSelect({ value, onChange, canMakeOwners, ...rest }: RoleSelectProps): ReactElement {
  return (
    <Select
      {...rest}
      allowDeselect={false}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
      data={ROLES.filter((role) => role !== 'owner' || canMakeOwners || value === 'owner').map((role) => ({
        value: role,
        label: ROLE_NAMES[role],
      }))}
      onChange={(chosen) => {
        const role = ROLES.find((known) => known === chosen)
        if (role && role !== value) onChange(role)
      }}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text fw={600} size="sm">
            {option.label}
          </Text>
          <Text size="xs">{ROLE_WORDS[option.value as Role]}</Text>
        </Stack>
      )}
      value={value}
    />
  )
}
