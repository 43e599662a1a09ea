/** One request: what was asked, how it ended, and how to ask it again. */
import { Alert, Anchor, Grid, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { type RequestLog, requestLogQuery, type WholeRequestLog } from '../../data/request-logs.ts'
import { BackLink } from '../../kit/back-link.tsx'
import { CodeSnippet } from '../../kit/code-snippet.tsx'
import { CopyId } from '../../kit/copy.tsx'
import { type Fact, Facts } from '../../kit/facts.tsx'
import { HttpStatus } from '../../kit/http-status.tsx'
import { LinkAnchor, LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, ErrorState, RequireScope } from '../../kit/states.tsx'
import { ApiError } from '../../lib/api.ts'
import { toCurl } from '../../lib/curl.ts'
import { useOrganization } from '../../lib/organization.ts'
import { PagePending } from '../../shell/page-states.tsx'

const route = getRouteApi('/shell/logs/$id')
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })

/** The page. */
export function LogDetailPage(): ReactElement {
  return (
    <RequireScope scope="usage:read" title="Request">
      <LogDetail />
    </RequireScope>
  )
}

function LogDetail(): ReactElement {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(requestLogQuery(id))
  if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return <Gone />
  if (error) {
    return (
      <>
        <PageHeader title="Request" />
        <ErrorState error={error} onRetry={() => void refetch()} title="The request could not be loaded" />
      </>
    )
  }
  if (!data) return <PagePending />
  return (
    <>
      <BackLink name="Logs" to="/logs" />
      <PageHeader actions={<HttpStatus status={data.status} />} title={`${data.method} ${data.route}`} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="md">
            {data.error && <Problem {...data.error} hints={data.hints} />}
            <LogFacts log={data} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Again log={data} />
        </Grid.Col>
      </Grid>
    </>
  )
}

function Problem({
  code,
  title,
  hints,
}: NonNullable<RequestLog['error']> & Pick<WholeRequestLog, 'hints'>): ReactElement {
  return (
    <Alert color="orange" icon={<IconInfoCircle />} title={title ?? code} variant="light">
      The answer carried the error code <code>{code}</code>. What the route takes stands in the{' '}
      <Anchor href="/docs/" inherit rel="noopener" target="_blank" underline="always">
        API reference
      </Anchor>
      .
      {hints.length > 0 && (
        <List aria-label="What was wrong" mt="xs" size="sm" spacing={4}>
          {hints.map(({ path, message }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and one field may be wrong twice
            <List.Item key={at}>
              <code>{path.join('.') || 'body'}</code>: {message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}

function LogFacts({ log }: { readonly log: RequestLog }): ReactElement {
  const { can } = useOrganization()
  const facts: readonly Fact[] = [
    ['Path', <Mono key="path">{log.path}</Mono>],
    [
      'Time',
      <Fragment key="time">
        {local.format(new Date(log.at))}
        <Text c="dimmed" component="time" dateTime={log.at} display="block" size="xs">
          {log.at}
        </Text>
      </Fragment>,
    ],
    ['Duration', `${log.ms} ms`],
    ['Request id', <CopyId id={log.requestId} key="id" label="request id" />],
    ...(log.times > 1 ? [['Stands for', `${log.times} requests of the same second, refused alike`] as const] : []),
    [
      'API key',
      <Group gap={6} key="key">
        {log.apiKey.name ?? 'A key that is gone'}
        <Mono>{log.apiKey.display ?? ''}</Mono>
      </Group>,
    ],
    ['From address', log.ip ?? 'Unknown'],
    ['User agent', <Mono key="agent">{log.userAgent || 'None'}</Mono>],
    ...(log.sessionId === undefined
      ? []
      : [
          [
            'Session',
            can('sessions:read') ? (
              <LinkAnchor ff="monospace" key="session" params={{ id: log.sessionId }} size="xs" to="/sessions/$id">
                {log.sessionId}
              </LinkAnchor>
            ) : (
              <Mono key="session">{log.sessionId}</Mono>
            ),
          ] as const,
        ]),
  ]
  return (
    <Paper p="md" withBorder>
      <Title mb="sm" order={2} size="h5">
        Request
      </Title>
      <Facts facts={facts} />
    </Paper>
  )
}

const WITH_BODY = new Set(['POST', 'PATCH', 'PUT'])

function Again({ log }: { readonly log: RequestLog }): ReactElement {
  const [path = log.path] = log.path.split('?')
  return (
    <Paper p="md" withBorder>
      <Title mb="sm" order={2} size="h5">
        Ask again
      </Title>
      <CodeSnippet code={toCurl(log.method, path, WITH_BODY.has(log.method) ? {} : undefined)} label="command" />
      <Text c="dimmed" mt="sm" size="xs">
        The command reads the key from the variable OPENIDV_API_KEY. Bodies, headers and the values of queries are not
        stored, since they may hold secrets and personal data: fill in what the request had
        {path.includes('/:') && ', and the parts of the path that begin with a colon'}.
      </Text>
    </Paper>
  )
}

function Mono({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Text component="span" ff="monospace" size="xs" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  )
}

function Gone(): ReactElement {
  return (
    <>
      <PageHeader title="Request" />
      <EmptyState action={<LinkButton to="/logs">All requests</LinkButton>} title="This request is not in the log">
        Its time in the log may be over, or it belongs to the other environment.
      </EmptyState>
    </>
  )
}
