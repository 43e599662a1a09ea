/** What each step and each single check costs. */
import { Paper, SimpleGrid, Skeleton, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type Price, pricesQuery } from '../../data/billing.ts'
import { ErrorState } from '../../kit/states.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { formatTokens, nameOfPrice } from './words.ts'

/** Two short tables. */
export function Prices(): ReactElement {
  const { id } = useOrganization()
  const { data, error, refetch } = useQuery(pricesQuery(id))
  if (error && !data) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="The prices could not be loaded" />
  }
  const pricesOf = (kind: Price['kind']) => data?.items.filter((price) => price.kind === kind)
  return (
    <section aria-labelledby="prices">
      <Title id="prices" mb={4} order={2} size="h4">
        Prices
      </Title>
      <Text c="dimmed" mb="sm" size="sm">
        A session holds the price of all its steps and is charged for those that ran. Test data is free.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <PriceTable label="Steps of a session" prices={pricesOf('step')} />
        <PriceTable label="Single checks by API" prices={pricesOf('check')} />
      </SimpleGrid>
    </section>
  )
}

function PriceTable({
  label,
  prices,
}: {
  readonly label: string
  readonly prices: readonly Price[] | undefined
}): ReactElement {
  if (!prices) return <Skeleton height={140} />
  return (
    <Paper p="xs" withBorder>
      <Table aria-label={label} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{label}</Table.Th>
            <Table.Th scope="col" ta="end">
              Tokens
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {prices.map(({ name, amountTokens }) => (
            <Table.Tr key={name}>
              <Table.Td>{nameOfPrice(name)}</Table.Td>
              <Table.Td className="tabular" ta="end">
                {formatTokens(amountTokens)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
