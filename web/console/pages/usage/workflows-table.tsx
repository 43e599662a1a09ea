/** The table of sessions by workflow: how many, what became of them, and what they cost. */
import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { usageByWorkflowQuery, type WorkflowShare } from '../../data/usage.ts'
import type { UsageRange } from '../../data/usage-ranges.ts'
import { LinkAnchor } from '../../kit/link.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { Numbers, TableSection } from './numbers.tsx'
import { formatCount, formatMoment, formatShare, toLocalDay } from './words.ts'

/** What was walked through. */
export function WorkflowsTable({ range }: { readonly range: UsageRange }): ReactElement {
  const { data, error, refetch } = useQuery(usageByWorkflowQuery(range))
  return (
    <TableSection title="By workflow">
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} title="The workflows could not be loaded" />
      ) : (
        <>
          <Text c="dimmed" mb="xs" size="xs">
            {data && !data.isWhole
              ? `The newest sessions, created since ${formatMoment(data.countedFrom)}: there are too many in this range to count them all.`
              : 'Sessions created in this range. Tokens are held while a session is open and settled when it ends.'}
          </Text>
          <Numbers
            columns={['Workflow', 'Sessions', 'Submitted', 'Verified', 'Tokens']}
            empty="No sessions in this range."
            isEmpty={data?.items.length === 0}
            label="Usage by workflow"
          >
            {data?.items.map((share) => (
              <Row from={data.countedFrom} key={share.workflow?.id ?? 'none'} share={share} />
            ))}
          </Numbers>
        </>
      )}
    </TableSection>
  )
}

function Row({ share, from }: { readonly share: WorkflowShare; readonly from: string }): ReactElement {
  const { can } = useOrganization()
  const { workflow, sessions, submitted, verified, tokens } = share
  const name = workflow?.name ?? 'No workflow'
  return (
    <Table.Tr>
      <Table.Td>
        {can('sessions:read') ? (
          <LinkAnchor search={{ workflow: workflow?.id ?? 'none', from: toLocalDay(from) }} size="sm" to="/sessions">
            {name}
          </LinkAnchor>
        ) : (
          name
        )}
      </Table.Td>
      <Table.Td ta="end">{formatCount(sessions)}</Table.Td>
      <Table.Td ta="end">
        {formatCount(submitted)} ({formatShare(submitted, sessions)})
      </Table.Td>
      <Table.Td ta="end">
        {formatCount(verified)} ({formatShare(verified, sessions)})
      </Table.Td>
      <Table.Td ta="end">{formatCount(tokens)}</Table.Td>
    </Table.Tr>
  )
}
