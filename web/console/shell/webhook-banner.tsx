/** Says on every page that an endpoint was disabled because nothing arrived. */
import { Alert } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { endedWebhooksQuery } from '../data/webhooks.ts'
import { LinkAnchor } from '../kit/link.tsx'
import { useOrganization } from '../lib/organization.ts'

/** Nothing for members who may not see webhooks. One links to its page, several to the list. */
export function WebhookBanner(): ReactElement | null {
  const { can } = useOrganization()
  const { data } = useQuery({ ...endedWebhooksQuery(), enabled: can('webhooks:read') })
  const [ended, ...others] = data?.items ?? []
  if (!ended) return null
  const link = { size: 'sm', style: { overflowWrap: 'anywhere' }, underline: 'always' } as const
  return (
    <Alert
      color="red"
      icon={<IconWebhook aria-hidden="true" />}
      mb="md"
      role="status"
      title={
        others.length === 0 ? 'A webhook endpoint was disabled' : `${others.length + 1} webhook endpoints were disabled`
      }
      variant="light"
    >
      Events are neither sent nor kept for later:{' '}
      {others.length === 0 ? (
        <LinkAnchor {...link} params={{ id: ended.id }} to="/webhooks/$id">
          {ended.name}
        </LinkAnchor>
      ) : (
        <LinkAnchor {...link} to="/webhooks">
          Webhooks
        </LinkAnchor>
      )}
    </Alert>
  )
}
