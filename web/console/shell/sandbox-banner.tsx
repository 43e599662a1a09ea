/** Says that the data is test data, how far its clock is ahead, and lets time pass. */
import { Button, Group, Menu, Text } from '@mantine/core'
import { IconClockPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { advanceClock, clockQuery } from '../data/sandbox.ts'
import { toastDone, toastError } from '../kit/toast.tsx'
import { useOrganization } from '../lib/organization.ts'
import { saySpan } from './say-span.ts'
import classes from './shell.module.css'

/** What people wait for: a retry, a reminder, an expiry, the end of a retention. */
const SPANS = ['1h', '1d', '8d', '30d'] as const
const SECONDS_OF = { h: 3600, d: 86_400 } as const

/** Only in the sandbox. */
export function SandboxBanner(): ReactElement {
  const { can } = useOrganization()
  const { data } = useQuery({ ...clockQuery(), enabled: can('sessions:read') })
  const ahead = data?.advanced_seconds ?? 0
  return (
    <Group className={classes.banner} gap="xs" justify="space-between" role="note">
      <Text size="sm">Test data. Nothing here is charged or sent.</Text>
      <Group gap="xs">
        {ahead > 0 && <Text size="sm">Clock advanced by {saySpan(ahead)}</Text>}
        {can('sessions:write') && <AdvanceMenu />}
      </Group>
    </Group>
  )
}

function AdvanceMenu(): ReactElement {
  const [isRunning, setRunning] = useState(false)
  const advance = async (span: (typeof SPANS)[number]) => {
    setRunning(true)
    try {
      await advanceClock(span)
      toastDone(`${sayChoice(span)} passed in the sandbox`)
    } catch (error) {
      toastError('The clock was not advanced', error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button
          className={classes.clock}
          leftSection={<IconClockPlay aria-hidden="true" size={16} />}
          loading={isRunning}
          size="compact-sm"
          title="Everything in the sandbox gets older; time does not go back"
          variant="subtle"
        >
          Advance clock
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SPANS.map((span) => (
          <Menu.Item key={span} onClick={() => void advance(span)}>
            {sayChoice(span)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function sayChoice(span: (typeof SPANS)[number]): string {
  return saySpan(Number(span.slice(0, -1)) * SECONDS_OF[span.endsWith('h') ? 'h' : 'd'])
}
