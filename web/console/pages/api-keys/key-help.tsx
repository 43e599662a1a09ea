/** How to use a key: a first call, and what the answers mean that refuse one. */
import { Paper, Stack, Table, Text, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { CodeSnippet } from '../../kit/code-snippet.tsx'
import { LinkAnchor } from '../../kit/link.tsx'

const REFUSALS: ReadonlyArray<{ readonly status: string; readonly happened: string; readonly mend: ReactNode }> = [
  {
    status: '401',
    happened: 'The key is missing, mistyped, revoked or expired.',
    mend: 'Copy it from this page again. A regenerated key ends the old one.',
  },
  {
    status: '402',
    happened: 'There are not enough tokens for a live call.',
    mend: (
      <>
        Look at{' '}
        <LinkAnchor underline="always" to="/billing">
          Billing
        </LinkAnchor>
        . Test keys cost nothing.
      </>
    ),
  },
  {
    status: '403',
    happened: 'The key lacks the scope, comes from another address, or the data is another organization’s.',
    mend: 'Look at the limits of the key. Live keys see live data, test keys see test data.',
  },
  {
    status: '429',
    happened: 'Too many requests in this second, or on this day.',
    mend: (
      <>
        Wait as long as the header Retry-After says. See{' '}
        <LinkAnchor underline="always" to="/usage">
          Usage
        </LinkAnchor>
        .
      </>
    ),
  },
]

/** The first call with the key in a variable, so that it stays out of the shell's history file. */
export function firstCall(origin: string): string {
  return [
    '# paste your key and press Enter',
    'read -rs OPENIDV_API_KEY && export OPENIDV_API_KEY',
    `curl ${origin}/v1/auth/verify -H "x-api-key: $OPENIDV_API_KEY"`,
  ].join('\n')
}

/** Stands below the list. */
export function KeyHelp(): ReactElement {
  return (
    <Stack gap="lg" mt="xl">
      <Paper p="md" withBorder>
        <Title mb={4} order={2} size="h4">
          Try a key
        </Title>
        <Text c="dimmed" mb="sm" size="sm">
          Send it as the header x-api-key, from your server only: whoever holds it can do what it may do.
        </Text>
        <CodeSnippet code={firstCall(window.location.origin)} label="call" />
      </Paper>
      <Paper p="md" withBorder>
        <Title mb="xs" order={2} size="h4">
          When a call is refused
        </Title>
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ type: 'auto' }}>
          <Table aria-label="Answers that refuse a call" verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Answer</Table.Th>
                <Table.Th scope="col">What happened</Table.Th>
                <Table.Th scope="col">What helps</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {REFUSALS.map(({ status, happened, mend }) => (
                <Table.Tr key={status}>
                  <Table.Th scope="row">{status}</Table.Th>
                  <Table.Td>{happened}</Table.Td>
                  <Table.Td>{mend}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
    </Stack>
  )
}
