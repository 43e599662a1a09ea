/** Every plain fact of the session: ids, times, applicant, submission, pictures, decisions. */
import { Anchor, Grid, Paper, Stack, Table, Text, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { SessionDetail } from '../../data/session-detail.ts'
import { CopyId } from '../../kit/copy.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { plain, stepWord } from '../../words/steps.ts'
import classes from './findings.module.css'
import { Invitations } from './invitations.tsx'
import { DecisionWords, deciderWord } from './standing-decision.tsx'
import { attemptWord, slotWord } from './words.ts'

/** Cards of facts. */
export function DataTab({ session }: { readonly session: SessionDetail }): ReactElement {
  const { applicant, submission, workflow } = session
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Stack gap="md">
          <Facts title="Session">
            <Fact name="Id">
              <CopyId id={session.id} label="session id" />
            </Fact>
            {session.externalId !== undefined && (
              <Fact name="External id">
                <CopyId id={session.externalId} label="external id" />
              </Fact>
            )}
            <Fact name="Workflow">
              {workflow ? (
                <LinkAnchor params={{ id: workflow.id }} size="sm" to="/workflows/$id">
                  {workflow.name}
                </LinkAnchor>
              ) : (
                'None: standalone verification'
              )}
            </Fact>
            <Fact name="Steps">{session.steps.map(stepWord).join(', ')}</Fact>
            <Fact name="Progress">{plain(session.progress)}</Fact>
            <Fact name="Created">
              <TimeAgo moment={session.createdAt} />
            </Fact>
            {session.submittedAt !== undefined && (
              <Fact name="Submitted">
                <TimeAgo moment={session.submittedAt} />
              </Fact>
            )}
            {session.expiresAt !== undefined && (
              <Fact name="Link expires">
                <TimeAgo moment={session.expiresAt} />
              </Fact>
            )}
            {session.redirectUrl !== undefined && <Fact name="Leads back to">{session.redirectUrl}</Fact>}
          </Facts>
          <Facts title="Applicant">
            <Fact name="Name">
              {applicant.firstName} {applicant.lastName}
            </Fact>
            {applicant.email !== undefined && (
              <Fact name="E-mail">
                {session.isMasked ? (
                  applicant.email
                ) : (
                  <Anchor href={`mailto:${applicant.email}`}>{applicant.email}</Anchor>
                )}
              </Fact>
            )}
            {applicant.phone !== undefined && <Fact name="Phone">{applicant.phone}</Fact>}
            <Fact name="Id">
              <CopyId id={applicant.id} label="applicant id" />
            </Fact>
            {Object.entries(submission).map(([name, value]) => (
              <Fact key={name} name={`Submitted from (${name})`}>
                {value}
              </Fact>
            ))}
          </Facts>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Stack gap="md">
          <Invitations session={session} />
          <Decisions session={session} />
          <Pictures session={session} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

function Decisions({ session }: { readonly session: SessionDetail }): ReactElement {
  return (
    <Paper p="md" withBorder>
      <Title mb="sm" order={2} size="h5">
        Decisions
      </Title>
      {session.decisions.length === 0 && (
        <Text c="dimmed" size="sm">
          None yet.
        </Text>
      )}
      <Stack gap="md">
        {session.decisions.map((decision) => (
          <div key={decision.id}>
            <StatusBadge status={decision.outcome} />{' '}
            <Text c="dimmed" component="span" size="sm">
              by {deciderWord(decision)}, <TimeAgo moment={decision.createdAt} />
            </Text>
            <DecisionWords decision={decision} />
          </div>
        ))}
      </Stack>
    </Paper>
  )
}

function Pictures({ session }: { readonly session: SessionDetail }): ReactElement {
  return (
    <Paper p="md" withBorder>
      <Title mb="sm" order={2} size="h5">
        Files
      </Title>
      {session.evidence.length === 0 ? (
        <Text c="dimmed" size="sm">
          None yet.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={360} scrollAreaProps={{ type: 'auto' }}>
          <Table aria-label="Files">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">File</Table.Th>
                <Table.Th scope="col">State</Table.Th>
                <Table.Th scope="col">Size</Table.Th>
                <Table.Th scope="col">Uploaded</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {session.evidence.map(({ id, slot, state, contentType, width, height, sizeBytes, createdAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>{slotWord(slot)}</Table.Td>
                  <Table.Td>{attemptWord({ state })}</Table.Td>
                  <Table.Td>
                    {contentType === 'application/pdf' && 'PDF, '}
                    {width !== undefined && height !== undefined && `${width} × ${height}, `}
                    {Math.max(1, Math.round(sizeBytes / 1024))} KB
                  </Table.Td>
                  <Table.Td>
                    <TimeAgo moment={createdAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  )
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <Paper p="md" withBorder>
      <Title mb={6} order={2} size="h5">
        {title}
      </Title>
      <dl className={classes.fields}>{children}</dl>
    </Paper>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={classes.field}>
      <Text c="dimmed" component="dt" size="sm">
        {name}
      </Text>
      <Text component="dd" size="sm">
        {children}
      </Text>
    </div>
  )
}
