/** Says on every page that tokens run low, or have run out. */
import { Alert } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { balanceQuery } from '../data/billing.ts'
import { LinkAnchor } from '../kit/link.tsx'
import { environment } from '../lib/environment.ts'
import { useOrganization } from '../lib/organization.ts'

/** Nothing while there are enough, and in the sandbox, which spends none. */
export function BalanceBanner(): ReactElement | null {
  const { id, isOperator } = useOrganization()
  const { data } = useQuery({ ...balanceQuery(id), enabled: environment === 'live' })
  if (!data || data.state === 'enough') return null
  const isEmpty = data.state === 'empty'
  return (
    <Alert
      color={isEmpty ? 'red' : 'yellow'}
      icon={<IconCoins />}
      mb="md"
      role="status"
      title={isEmpty ? 'No tokens are left' : `${data.availableTokens.toLocaleString()} tokens are left`}
      variant="light"
    >
      {isEmpty
        ? 'The API answers 402 to live sessions and checks.'
        : 'At 0 the API answers 402 to live sessions and checks.'}{' '}
      {isOperator ? (
        <LinkAnchor underline="always" to="/installation">
          Add tokens
        </LinkAnchor>
      ) : (
        <>
          An operator of this installation adds more: see{' '}
          <LinkAnchor underline="always" to="/billing">
            Billing
          </LinkAnchor>
        </>
      )}
    </Alert>
  )
}
