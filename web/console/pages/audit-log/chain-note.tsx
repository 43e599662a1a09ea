/** Says whether the chain over the audit log is intact, with what an auditor notes down. */
import { Alert, Button, Group, Loader, Paper, Text } from '@mantine/core'
import { IconAlertTriangle, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type Verification, verificationQuery } from '../../data/audit.ts'
import { CopyId } from '../../kit/copy.tsx'
import { ErrorState } from '../../kit/states.tsx'

const count = new Intl.NumberFormat()

const PROBLEM_WORDS: Readonly<Record<string, string>> = {
  link_missing: 'a link of the chain is missing',
  event_missing: 'a row was removed',
  event_changed: 'a row is not as it was written',
  head_differs: 'rows were cut off at the end',
  event_unlinked: 'rows were slipped in',
  seal_differs: 'the chain was computed anew',
  seal_forged: 'a seal is not the server’s',
  seal_missing: 'a seal was removed',
  seal_unknown: 'it is sealed under a root secret that the server does not have',
}

/** Recomputed when the page opens, at most every five minutes, and on demand. */
export function ChainNote(): ReactElement {
  const { data, error, isFetching, refetch } = useQuery(verificationQuery())
  if (error && !data) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="The chain could not be verified" />
  }
  return (
    <Paper mb="md" p="sm" role="status" withBorder>
      <Group gap="sm" justify="space-between">
        {data ? <Outcome verification={data} /> : <Text size="sm">Verifying the chain…</Text>}
        <Button
          leftSection={isFetching ? <Loader color="gray" size={12} /> : undefined}
          onClick={() => void refetch()}
          size="compact-xs"
          variant="subtle"
        >
          Verify again
        </Button>
      </Group>
    </Paper>
  )
}

function Outcome({ verification }: { readonly verification: Verification }): ReactElement {
  const { isIntact, headHash, sealed, problem } = verification
  if (!isIntact && problem) {
    return (
      <Alert color="red" flex={1} icon={<IconAlertTriangle />} role="alert" title="The chain is broken" variant="light">
        From position {count.format(problem.position)} on this log cannot be relied on:{' '}
        {PROBLEM_WORDS[problem.kind] ?? problem.kind}. Somebody changed the database by hand; compare it with a backup.
      </Alert>
    )
  }
  return (
    <Group gap="xs">
      <IconLink aria-hidden="true" color="var(--mantine-color-green-7)" size={18} />
      <Text fw={600} size="sm">
        Chain intact
      </Text>
      <Text c="dimmed" size="sm">
        {count.format(verification.count)} rows,{' '}
        {sealed ? `sealed up to row ${count.format(sealed.position)}` : 'not sealed yet'}
      </Text>
      {headHash !== undefined && (
        <Group c="dimmed" gap={4}>
          <Text size="sm">ends with</Text>
          <CopyId id={headHash} isShort label="hash of the last row" />
        </Group>
      )}
    </Group>
  )
}
