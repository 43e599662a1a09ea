/** Says on Home that an endpoint fails; that one was disabled stands on every page. */
import { Alert, Stack } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { webhooksQuery } from '../../data/webhooks.ts'
import { LinkAnchor } from '../../kit/link.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { sayTrouble } from '../webhooks/words.ts'

/** Nothing while every endpoint does as its owner wants, and for members who may not see them. */
export function WebhookNotice(): ReactElement | null {
  const { can } = useOrganization()
  const { data } = useQuery({ ...webhooksQuery(), enabled: can('webhooks:read') })
  const troubled = data?.items.flatMap((endpoint) => {
    const trouble = sayTrouble(endpoint)
    return trouble === undefined || endpoint.status === 'disabled' ? [] : [{ ...endpoint, trouble }]
  })
  if (!troubled || troubled.length === 0) return null
  return (
    <Alert
      color="orange"
      icon={<IconWebhook aria-hidden="true" />}
      role="status"
      title="Webhooks do not arrive"
      variant="light"
    >
      <Stack gap="xs">
        {troubled.map(({ id, name, trouble }) => (
          <div key={id}>
            <LinkAnchor
              params={{ id }}
              size="sm"
              style={{ overflowWrap: 'anywhere' }}
              to="/webhooks/$id"
              underline="always"
            >
              {name}
            </LinkAnchor>{' '}
            fails. {trouble}
          </div>
        ))}
      </Stack>
    </Alert>
  )
}
