/** How an endpoint is doing, as colour, icon and word. */
import { Badge } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { WebhookEndpoint } from '../../data/webhooks.ts'

const LOOKS = {
  active: { color: 'green', word: 'Healthy', Icon: IconCircleCheck },
  failing: { color: 'orange', word: 'Failing', Icon: IconAlertTriangle },
  paused: { color: 'gray', word: 'Paused', Icon: IconPlayerPause },
  disabled: { color: 'red', word: 'Disabled', Icon: IconBan },
} as const

/** A badge that does not rely on its colour. */
export function EndpointBadge({ endpoint }: { readonly endpoint: WebhookEndpoint }): ReactElement {
  const isFailing = endpoint.status === 'active' && endpoint.failingSince !== null
  const { color, word, Icon } = LOOKS[isFailing ? 'failing' : endpoint.status]
  return (
    <Badge color={color} flex="none" leftSection={<Icon aria-hidden="true" size={13} />} variant="light">
      {word}
    </Badge>
  )
}
