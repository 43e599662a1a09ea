/** The tokens that are left, in the header; coloured when they run out. */
import { Text } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type BalanceState, balanceQuery } from '../data/billing.ts'
import { LinkButton } from '../kit/link.tsx'
import { environment } from '../lib/environment.ts'
import { useOrganization } from '../lib/organization.ts'

const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })

const LOOKS: Readonly<
  Record<BalanceState, { readonly color: string; readonly variant: string; readonly said: string }>
> = {
  enough: { color: 'gray', variant: 'default', said: '' },
  low: { color: 'yellow', variant: 'light', said: ', running low' },
  empty: { color: 'red', variant: 'light', said: ', the API answers 402' },
}

/** Leads to Billing; the sandbox spends nothing and shows none. */
export function BalanceChip(): ReactElement | null {
  const { id } = useOrganization()
  const { data } = useQuery({ ...balanceQuery(id), enabled: environment === 'live' })
  if (!data) return null
  const { color, variant, said } = LOOKS[data.state]
  const count = compact.format(data.availableTokens)
  return (
    <LinkButton
      aria-label={`${count} tokens left${said}`}
      color={color}
      leftSection={<IconCoins aria-hidden="true" size={14} />}
      px="xs"
      size="xs"
      to="/billing"
      variant={variant}
      visibleFrom="xs"
    >
      <Text className="tabular" component="span" inherit>
        {count}
      </Text>
    </LinkButton>
  )
}
