/** /billing: the balance, what moved it, what things cost. */
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { balanceQuery } from '../../data/billing.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { BalanceCards } from './balance-cards.tsx'
import { Ledger } from './ledger.tsx'
import { MoreTokens } from './more-tokens.tsx'
import { Prices } from './prices.tsx'
import { AlertDialog } from './token-dialogs.tsx'

/** The page; every member sees balance and prices, the ledger is for those who may read bills. */
export function BillingPage(): ReactElement {
  const { id, can } = useOrganization()
  const [isChanging, setChanging] = useState(false)
  const { data: balance } = useQuery(balanceQuery(id))
  return (
    <>
      <PageHeader
        description="Tokens pay for live checks. When they are used up, the API answers 402 to what costs. Test data is free."
        title="Billing"
      />
      <Stack gap="xl">
        <MoreTokens />
        <BalanceCards onChangeAlert={can('organization:write') ? () => setChanging(true) : undefined} />
        {can('billing:read') ? (
          <Ledger />
        ) : (
          <Text c="dimmed" size="sm">
            The ledger is for owners, admins and the role billing.
          </Text>
        )}
        <Prices />
      </Stack>
      {isChanging && balance && <AlertDialog current={balance.alertBelowTokens} onClose={() => setChanging(false)} />}
    </>
  )
}
