/** /installation, for operators: every organization with its tokens and limits, who may sign up, and who else is one. */
import { Badge, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useMemo } from 'react'
import { type Operator, operatorsQuery } from '../../data/installation.ts'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Section } from '../../kit/section.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { useOrganization, usePerson } from '../../lib/organization.ts'
import { OrganizationList } from './organization-list.tsx'
import { SignUpInvitations } from './sign-up-invitations.tsx'

/** The page. */
export function InstallationPage(): ReactElement {
  const { isOperator } = useOrganization()
  return (
    <>
      <PageHeader
        description="What concerns the whole server and not one organization. Each change is written to the audit log of the organization that it concerns."
        title="Installation"
      />
      {isOperator ? (
        <Stack gap={40}>
          <OrganizationList />
          <SignUpInvitations />
          <Operators />
        </Stack>
      ) : (
        <Paper p="xl" withBorder>
          <Text size="sm" ta="center">
            This page is for operators of the installation. Who has access to the server can make you one by the command
            “operators add”.
          </Text>
        </Paper>
      )}
    </>
  )
}

function Operators(): ReactElement {
  const { id: ownId } = usePerson()
  const { data, error, isFetching, refetch } = useQuery(operatorsQuery)
  const columns = useMemo<ReadonlyArray<Column<Operator>>>(
    () => [
      {
        id: 'name',
        header: 'Name',
        cell: ({ row: { original } }) => (
          <>
            {original.name}{' '}
            {original.userId === ownId && (
              <Badge radius="sm" tt="none" variant="light">
                You
              </Badge>
            )}
          </>
        ),
      },
      { id: 'email', header: 'E-mail', cell: ({ row }) => row.original.email },
      { id: 'since', header: 'Since', cell: ({ row }) => <TimeAgo moment={row.original.createdAt} /> },
    ],
    [ownId],
  )
  return (
    <Section
      description="They are made and unmade on the server itself: npm run openidv -- operators add --email E"
      title="Operators"
    >
      <DataTable
        columns={columns}
        empty={null}
        error={error}
        isFetching={isFetching}
        label="Operators"
        onRetry={() => void refetch()}
        rowId={({ userId }) => userId}
        rows={data?.items}
        skeletonRows={1}
      />
    </Section>
  )
}
