/** The balance at a glance: what is there, how fast it goes, how long it lasts, when we warn. */
import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { type Burn, balanceQuery, burnQuery } from '../../data/billing.ts'
import { ErrorState } from '../../kit/states.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { SpendingBars } from './spending-bars.tsx'
import { formatTokens } from './words.ts'

const rate = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** Burn and days left are for members who may read bills. */
export function BalanceCards({ onChangeAlert }: { readonly onChangeAlert: (() => void) | undefined }): ReactElement {
  const { id, can } = useOrganization()
  const { data: balance, error, refetch } = useQuery(balanceQuery(id))
  const { data: burn } = useQuery({ ...burnQuery(id), enabled: can('billing:read') })
  if (error && !balance) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="The balance could not be loaded" />
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="md">
      <Card label="Available">
        <Value>{balance && formatTokens(balance.availableTokens)}</Value>
        <Note>{balance && `${formatTokens(balance.heldTokens)} more held for open work`}</Note>
      </Card>
      {can('billing:read') && (
        <>
          <Card label="Spent a day">
            <Value>{burn && rate.format(burn.tokensPerDay)}</Value>
            {burn && burn.tokensPerDay > 0 ? (
              <SpendingBars days={burn.days} />
            ) : (
              <Note>Nothing in the last 30 days</Note>
            )}
          </Card>
          <Card label="Lasts for">
            <Value>{burn && sayDays(burn)}</Value>
            <Note>At the rate of the last 30 days</Note>
          </Card>
        </>
      )}
      <Card label="Warn below">
        <Value>{balance && (balance.alertBelowTokens === 0 ? 'Never' : formatTokens(balance.alertBelowTokens))}</Value>
        <Group gap="xs" justify="space-between">
          <Note>Shown on every page</Note>
          {onChangeAlert && (
            <Button onClick={onChangeAlert} size="compact-xs" variant="default">
              Change level
            </Button>
          )}
        </Group>
      </Card>
    </SimpleGrid>
  )
}

function sayDays({ daysLeft }: Burn): string {
  if (daysLeft === undefined) return '–'
  if (daysLeft > 999) return 'Over 999 days'
  return daysLeft === 1 ? '1 day' : `${daysLeft} days`
}

function Card({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <Paper aria-label={label} component="section" p="md" withBorder>
      <Stack gap={4}>
        <Text c="dimmed" fw={500} size="sm">
          {label}
        </Text>
        {children}
      </Stack>
    </Paper>
  )
}

function Value({ children }: { readonly children: string | undefined }): ReactElement {
  if (children === undefined) return <Skeleton height={30} width={90} />
  return (
    <Text className="tabular" fw={650} fz={24} lh="30px">
      {children}
    </Text>
  )
}

function Note({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Text c="dimmed" size="xs">
      {children}
    </Text>
  )
}
