/** Whether an event has arrived, as colour, icon and word. */
import { Badge } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { DeliveryState } from '../../data/webhooks.ts'
import { STATE_WORDS } from './words.ts'

const LOOKS = {
  waiting: { color: 'blue', Icon: IconClock },
  delivered: { color: 'green', Icon: IconCircleCheck },
  failed: { color: 'red', Icon: IconCircleX },
} as const

/** A badge that does not rely on its colour. */
export function DeliveryBadge({ state }: { readonly state: DeliveryState }): ReactElement {
  const { color, Icon } = LOOKS[state]
  return (
    <Badge color={color} flex="none" leftSection={<Icon aria-hidden="true" size={13} />} variant="light">
      {STATE_WORDS[state]}
    </Badge>
  )
}
