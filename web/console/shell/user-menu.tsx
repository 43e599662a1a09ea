/** The person's menu: account, theme, help, sign out. */
import { ActionIcon, Avatar, Menu, Text, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconHelp, IconLogout, IconMoon, IconSun, IconUserCog } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { toInitials } from '../../ui/format.ts'
import { usePerson } from '../lib/organization.ts'
import { signOut } from '../lib/sign-out.ts'
import { openShortcutHelp } from './shortcut-help.tsx'

const SCHEMES = [
  { value: 'auto', label: 'Like the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
] as const

/** A round button with the person's initials. */
export function UserMenu(): ReactElement {
  const { name, email } = usePerson()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const initials = toInitials(name)
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={`${initials}, your account`} radius="xl" size={34} variant="subtle">
          <Avatar color="pine" radius="xl" size={30}>
            {initials}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" truncate>
            {name}
          </Text>
          <Text size="xs" truncate>
            {email}
          </Text>
        </Menu.Label>
        <Menu.Item component={Link} leftSection={<IconUserCog aria-hidden="true" size={16} />} to="/account">
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconHelp aria-hidden="true" size={16} />} onClick={openShortcutHelp}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        <Menu.RadioGroup
          onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme.value === value)?.value ?? 'auto')}
          value={colorScheme}
        >
          {SCHEMES.map(({ value, label, Icon }) => (
            <Menu.RadioItem key={value} rightSection={<Icon aria-hidden="true" size={16} />} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout aria-hidden="true" size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
