/** The attempts that failed: each gave its step back, or ended the session. */
import { List, Paper, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SessionDetail } from '../../data/session-detail.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { reasonSentence } from '../../words/reasons.ts'
import { readFailures } from './record-parts.ts'

/** Nothing when none did. */
export function FailedAttempts({ session }: { readonly session: SessionDetail }): ReactElement | null {
  const failures = readFailures(session.raw)
  if (failures.length === 0) return null
  return (
    <Paper p="md" withBorder>
      <Title mb={6} order={2} size="h5">
        {failures.length === 1 ? '1 failed attempt' : `${failures.length} failed attempts`}
      </Title>
      <List size="sm" spacing={2}>
        {failures.map(({ reason, failedAt }) => (
          <List.Item key={failedAt}>
            {reasonSentence({ code: reason })} <TimeAgo moment={failedAt} />
          </List.Item>
        ))}
      </List>
    </Paper>
  )
}
