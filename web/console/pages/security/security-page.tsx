/** Security: what the organization asks of its members' sign-ins, and how its keys are shown. */
import { Group, Paper, Select, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useState } from 'react'
import { meQuery } from '../../data/me.ts'
import { type Security, securityQuery, setSecurity } from '../../data/organization.ts'
import { membersQuery } from '../../data/team.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ErrorState, RequireScope } from '../../kit/states.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useOrganization } from '../../lib/organization.ts'

/** The page. */
export function SecurityPage(): ReactElement {
  return (
    <RequireScope scope="organization:write" title="Security">
      <PageHeader
        description="Holds for every member from their next click on; API keys are not concerned."
        title="Security"
      />
      <Settings />
    </RequireScope>
  )
}

type Change = (changes: Partial<Security>, done: string) => Promise<void>

function Settings(): ReactElement {
  const { data, error, refetch } = useQuery(securityQuery())
  const client = useQueryClient()
  if (error && !data) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="The settings could not be loaded" />
  }
  if (!data) return <Skeleton height={260} maw={720} />
  const change: Change = async (changes, done) => {
    const security = await setSecurity(changes)
    client.setQueryData(securityQuery().queryKey, security)
    toastDone(done)
    await client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  return (
    <Stack gap="md" maw={720}>
      <TwoFactor change={change} security={data} />
      <SignInAge change={change} security={data} />
      <IdleTime change={change} security={data} />
      <ShownOnce change={change} security={data} />
    </Stack>
  )
}

interface SettingProps {
  readonly security: Security
  readonly change: Change
}

function TwoFactor({ security, change }: SettingProps): ReactElement {
  const { data } = useQuery(membersQuery())
  const [isAsking, setAsking] = useState(false)
  const without = data?.items.filter(({ hasTwoFactor }) => !hasTwoFactor).length
  return (
    <Setting
      control={
        <Switch
          aria-label="Require two-factor sign-in"
          checked={security.requireTwoFactor}
          onChange={(event) => {
            if (event.currentTarget.checked) setAsking(true)
            else void tell(change({ requireTwoFactor: false }, 'Two-factor sign-in is no longer required'))
          }}
        />
      }
      title="Require two-factor sign-in"
    >
      Members without it are refused until they turn it on in their{' '}
      <LinkAnchor inherit to="/account" underline="always">
        account
      </LinkAnchor>
      .{without !== undefined && without > 0 && ` At this moment ${sayMembers(without)} without it.`}
      <ConfirmDialog
        action="Require it"
        onClose={() => setAsking(false)}
        onConfirm={() => change({ requireTwoFactor: true }, 'Two-factor sign-in is required')}
        opened={isAsking}
        title="Require two-factor sign-in?"
      >
        {without === undefined || without === 0
          ? 'Everybody on the team has it on.'
          : `${capital(sayMembers(without))} without it, and refused from the next click on.`}
      </ConfirmDialog>
    </Setting>
  )
}

function sayMembers(count: number): string {
  return count === 1 ? 'one member is' : `${count} members are`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const AGES = [
  { value: 'any', label: 'Never' },
  { value: '1', label: 'After 1 hour' },
  { value: '4', label: 'After 4 hours' },
  { value: '8', label: 'After 8 hours' },
  { value: '24', label: 'After 1 day' },
  { value: '72', label: 'After 3 days' },
  { value: '168', label: 'After 7 days' },
]

function SignInAge({ security: { signInHours }, change }: SettingProps): ReactElement {
  const value = signInHours === null ? 'any' : String(signInHours)
  const isListed = AGES.some((age) => age.value === value)
  return (
    <Setting
      control={
        <Select
          allowDeselect={false}
          aria-label="Ask for the password again"
          data={isListed ? AGES : [...AGES, { value, label: `After ${value} hours` }]}
          onChange={(chosen) => {
            const hours = chosen === null || chosen === 'any' ? null : Number(chosen)
            void tell(change({ signInHours: hours }, 'Saved'))
          }}
          size="sm"
          value={value}
          w={160}
        />
      }
      title="Ask for the password again"
    >
      Members who signed in longer ago are asked for their password or code before they go on.
    </Setting>
  )
}

const RESTS = [
  { value: 'any', label: 'Never' },
  { value: '15', label: 'After 15 minutes' },
  { value: '30', label: 'After 30 minutes' },
  { value: '60', label: 'After 1 hour' },
  { value: '240', label: 'After 4 hours' },
  { value: '720', label: 'After 12 hours' },
  { value: '1440', label: 'After 1 day' },
]

function IdleTime({ security: { idleMinutes }, change }: SettingProps): ReactElement {
  const value = idleMinutes === null ? 'any' : String(idleMinutes)
  const isListed = RESTS.some((rest) => rest.value === value)
  return (
    <Setting
      control={
        <Select
          allowDeselect={false}
          aria-label="Ask again when nobody was there"
          data={isListed ? RESTS : [...RESTS, { value, label: `After ${value} minutes` }]}
          onChange={(chosen) => {
            const minutes = chosen === null || chosen === 'any' ? null : Number(chosen)
            void tell(change({ idleMinutes: minutes }, 'Saved'))
          }}
          size="sm"
          value={value}
          w={160}
        />
      }
      title="Ask again when nobody was there"
    >
      Members who did nothing for so long are asked for their password or code before they go on. A page that is left
      open does not count as somebody.
    </Setting>
  )
}

function ShownOnce({ security, change }: SettingProps): ReactElement {
  const [isAsking, setAsking] = useState(false)
  const { name } = useOrganization()
  return (
    <Setting
      control={
        <Switch
          aria-label="Show API keys only once"
          checked={security.showKeysOnce}
          onChange={(event) => {
            if (event.currentTarget.checked) setAsking(true)
            else void tell(change({ showKeysOnce: false }, 'Keys made from now on can be revealed again'))
          }}
        />
      }
      title="Show API keys only once"
    >
      Keys are shown when they are made and can never be revealed again. Those that exist go on working.
      <ConfirmDialog
        action="Show keys only once"
        onClose={() => setAsking(false)}
        onConfirm={() => change({ showKeysOnce: true }, 'Keys are shown only once')}
        opened={isAsking}
        title="Show API keys only once?"
        typed={name}
      >
        The stored copies of all keys are erased for good: nobody will be able to reveal them. They go on working
        wherever they are in use.
      </ConfirmDialog>
    </Setting>
  )
}

function Setting({
  title,
  control,
  children,
}: {
  readonly title: string
  readonly control: ReactNode
  readonly children: ReactNode
}): ReactElement {
  return (
    <Paper p="lg" withBorder>
      <Group align="flex-start" justify="space-between">
        <Stack flex="1 1 200px" gap={4}>
          <Text fw={600} size="sm">
            {title}
          </Text>
          <Text c="dimmed" component="div" size="sm">
            {children}
          </Text>
        </Stack>
        {control}
      </Group>
    </Paper>
  )
}

/** Says what failed; what was chosen goes back to what holds. */
async function tell(change: Promise<void>): Promise<void> {
  try {
    await change
  } catch (error) {
    toastError('The setting was not changed', error)
  }
}
