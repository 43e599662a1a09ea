/** /billing: the balance, what moved it, what things cost. */
import { Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { balanceQuery } from '../../data/billing.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { BalanceCards } from './balance-cards.tsx'
import { Ledger } from './ledger.tsx'
import { Prices } from './prices.tsx'
import { AlertDialog, GrantDialog } from './token-dialogs.tsx'

/** The page; every member sees balance and prices, the ledger is for those who may read bills. */
export function BillingPage(): ReactElement {
  const { id, can } = useOrganization()
  const [dialog, setDialog] = useState<'grant' | 'alert'>()
  const { data: balance } = useQuery(balanceQuery(id))
  const close = () => setDialog(undefined)
  return (
    <>
      <PageHeader
        actions={
          <ScopeButton
            leftSection={<IconPlus aria-hidden="true" size={16} />}
            onClick={() => setDialog('grant')}
            scope="billing:write"
          >
            Add tokens
          </ScopeButton>
        }
        description="Tokens pay for live checks. When they are used up, the API answers 402 to what costs. Test data is free."
        title="Billing"
      />
      <Stack gap="xl">
        <BalanceCards onChangeAlert={can('organization:write') ? () => setDialog('alert') : undefined} />
        {can('billing:read') ? (
          <Ledger />
        ) : (
          <Text c="dimmed" size="sm">
            The ledger is for owners, admins and the role billing.
          </Text>
        )}
        <Prices />
      </Stack>
      {dialog === 'grant' && <GrantDialog onClose={close} />}
      {dialog === 'alert' && balance && <AlertDialog current={balance.alertBelowTokens} onClose={close} />}
    </>
  )
}
