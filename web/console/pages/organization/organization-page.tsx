/** Organization: its name and id, the others that the person belongs to, and its end. */
import { Button, Group, Paper, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { meQuery, setActiveOrganization } from '../../data/me.ts'
import { type OrganizationDetail, organizationQuery, renameOrganization } from '../../data/organization.ts'
import { CopyId } from '../../kit/copy.tsx'
import { LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useRefusal } from '../../kit/scope-button.tsx'
import { ErrorState, RequireScope } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { sayDay } from '../../lib/say-day.ts'
import { ROLE_NAMES } from '../team/words.ts'
import { DangerZone } from './danger-zone.tsx'

/** The page. */
export function OrganizationPage(): ReactElement {
  const { data, error, refetch } = useQuery(organizationQuery())
  return (
    <RequireScope scope="members:read" title="Organization">
      <PageHeader description="What applicants and your team see of this organization." title="Organization" />
      <Stack gap="xl" maw={720}>
        {error && !data && (
          <ErrorState error={error} onRetry={() => void refetch()} title="The organization could not be loaded" />
        )}
        {!error && !data && <Skeleton height={160} />}
        {data && <Profile organization={data} />}
        <Memberships />
        {data && <DangerZone />}
      </Stack>
    </RequireScope>
  )
}

function Profile({ organization }: { readonly organization: OrganizationDetail }): ReactElement {
  const refusal = useRefusal('organization:write')
  const client = useQueryClient()
  const form = useForm({
    initialValues: { name: organization.name },
    validate: { name: (name) => (name.trim() === '' ? 'Enter a name' : null) },
  })
  const submit = form.onSubmit(async ({ name }) => {
    try {
      await renameOrganization(name.trim())
      form.resetDirty()
      toastDone('Organization renamed')
      await client.invalidateQueries()
    } catch (error) {
      toastError('The organization was not renamed', error)
    }
  })
  return (
    <Paper p="lg" withBorder>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            description={refusal ?? 'Applicants see it on the page where they verify themselves.'}
            disabled={refusal !== undefined}
            label="Name"
            maxLength={200}
            {...form.getInputProps('name')}
          />
          <Group gap="xl">
            <div>
              <Text c="dimmed" size="xs">
                Organization id
              </Text>
              <CopyId id={organization.id} label="organization id" />
            </div>
            <div>
              <Text c="dimmed" size="xs">
                Founded
              </Text>
              <Text size="sm">
                <TimeAgo moment={organization.createdAt} />
              </Text>
            </div>
          </Group>
          <Group justify="flex-end">
            <Button disabled={refusal !== undefined || !form.isDirty()} loading={form.submitting} type="submit">
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

function Memberships(): ReactElement {
  const { data: me } = useSuspenseQuery(meQuery)
  const { id: currentId } = useOrganization()
  const open = async (id: string) => {
    try {
      await setActiveOrganization(id)
      window.location.assign('/')
    } catch (error) {
      toastError('The organization was not opened', error)
    }
  }
  return (
    <Stack aria-labelledby="memberships" component="section" gap="sm">
      <Group justify="space-between">
        <Title id="memberships" order={2} size="h4">
          Your organizations
        </Title>
        <LinkButton size="xs" to="/onboarding" variant="default">
          New organization
        </LinkButton>
      </Group>
      <Paper withBorder>
        {me.organizations.map(({ id, name, role, deletionDueAt }) => (
          <Group justify="space-between" key={id} px="md" py="sm" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text fw={600} size="sm" truncate>
                {name}
              </Text>
              <Text c="dimmed" size="xs">
                {ROLE_NAMES[role]}
                {deletionDueAt !== null && `, to be deleted on ${sayDay(deletionDueAt)}`}
              </Text>
            </div>
            {id === currentId ? (
              <Text c="dimmed" size="sm">
                Open now
              </Text>
            ) : (
              <Button aria-label={`Open ${name}`} onClick={() => void open(id)} size="xs" variant="default">
                Open
              </Button>
            )}
          </Group>
        ))}
      </Paper>
    </Stack>
  )
}
