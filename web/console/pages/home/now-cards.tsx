/** What asks for somebody at this moment: sessions that wait, tokens that run out, requests against the quota. */
import { Paper, Progress, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { balanceQuery, burnQuery } from '../../data/billing.ts'
import { reviewCountQuery } from '../../data/review.ts'
import { usageSummaryQuery } from '../../data/usage.ts'
import { LinkAnchor } from '../../kit/link.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { useOrganization } from '../../lib/organization.ts'

/** From this share of the day's quota on it is worth a look. */
const WARN_SHARE = 0.8
/** Where the server stops counting what waits. */
const MAX_COUNTED = 10_000

/** Each card only for members who may see its page. */
export function NowCards(): ReactElement {
  const { can, environment } = useOrganization()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      {can('sessions:read') && <Waiting />}
      {environment === 'live' && <Tokens />}
      {can('usage:read') && <RequestsToday />}
    </SimpleGrid>
  )
}

function Waiting(): ReactElement {
  const { can } = useOrganization()
  const { data } = useQuery(reviewCountQuery())
  const count = data && (data.count >= MAX_COUNTED ? '10,000+' : data.count.toLocaleString())
  return (
    <Card label="Awaiting review" value={count}>
      {data?.oldestAt === undefined ? (
        'Nothing waits for a person'
      ) : (
        <>
          Oldest submitted <TimeAgo moment={data.oldestAt} />
          {can('sessions:decide') && (
            <>
              {' · '}
              <LinkAnchor inherit underline="always" to="/review">
                Review
              </LinkAnchor>
            </>
          )}
        </>
      )}
    </Card>
  )
}

function Tokens(): ReactElement {
  const { id, can } = useOrganization()
  const { data } = useQuery(balanceQuery(id))
  const { data: burn } = useQuery({ ...burnQuery(id), enabled: can('billing:read') })
  const days = burn?.daysLeft
  return (
    <Card label="Tokens" value={data?.availableTokens.toLocaleString()}>
      {days === undefined ? 'Left to spend' : `Enough for ${days > 999 ? 'over 999' : days} days at the current rate`}
      {' · '}
      <LinkAnchor inherit underline="always" to="/billing">
        Billing
      </LinkAnchor>
    </Card>
  )
}

function RequestsToday(): ReactElement {
  const { data } = useQuery(usageSummaryQuery('24h', false))
  const { used = 0, quota = 1 } = data?.today ?? {}
  const share = Math.min(1, used / quota)
  return (
    <Card label="Requests today" value={data && used.toLocaleString()}>
      <Progress
        aria-label="Share of the daily quota"
        color={share >= 1 ? 'red' : share >= WARN_SHARE ? 'orange' : 'pine'}
        mb={6}
        size="sm"
        value={100 * share}
      />
      of {quota.toLocaleString()} a day
      {' · '}
      <LinkAnchor inherit underline="always" to="/usage">
        Usage
      </LinkAnchor>
    </Card>
  )
}

interface CardProps {
  readonly label: string
  /** Undefined while it is on its way. */
  readonly value: string | undefined
  readonly children: ReactNode
}

function Card({ label, value, children }: CardProps): ReactElement {
  return (
    <Paper aria-label={label} component="section" p="md" withBorder>
      <Stack gap={4}>
        <Text c="dimmed" fw={500} size="sm">
          {label}
        </Text>
        {value === undefined ? (
          <Skeleton height={49} width={120} />
        ) : (
          <Text className="tabular" fw={650} fz={26} lh={1.2}>
            {value}
          </Text>
        )}
        {value !== undefined && (
          <Text c="dimmed" component="div" size="xs">
            {children}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
