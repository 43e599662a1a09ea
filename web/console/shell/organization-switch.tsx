/** The organization's name; a menu of all where the person has several. */
import { Button, Menu, Text } from '@mantine/core'
import { IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { meQuery, setActiveOrganization } from '../data/me.ts'
import { toastError } from '../kit/toast.tsx'
import { useOrganization } from '../lib/organization.ts'

/** Switching loads the console anew, so that nothing of the other organization stays in memory. */
export function OrganizationSwitch(): ReactElement {
  const { data: me } = useSuspenseQuery(meQuery)
  const current = useOrganization()
  const choose = async (id: string) => {
    try {
      await setActiveOrganization(id)
      window.location.assign('/')
    } catch (error) {
      toastError('The organization was not changed', error)
    }
  }
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button
          aria-label={`Organization ${current.name}`}
          color="gray"
          miw={0}
          px="xs"
          rightSection={<IconChevronDown aria-hidden="true" size={14} />}
          styles={{ label: { overflow: 'hidden', textOverflow: 'ellipsis' } }}
          variant="subtle"
        >
          <Text component="span" fw={600} maw={220} size="sm" truncate>
            {current.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Organizations</Menu.Label>
        {me.organizations.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            onClick={() => void choose(id)}
            rightSection={id === current.id ? <IconCheck aria-label="current" size={14} /> : undefined}
          >
            <Text size="sm" truncate>
              {name}
            </Text>
            <Text c="dimmed" size="xs">
              {role}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} leftSection={<IconPlus aria-hidden="true" size={14} />} to="/onboarding">
          New organization
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
