/** The status of a session as colour, icon and word. */
import { Badge } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockOff,
  IconEye,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'

export type SessionStatus = 'PENDING' | 'SUBMITTED' | 'VERIFIED' | 'REJECTED' | 'VOIDED' | 'EXPIRED' | 'FAILED'

const LOOKS = {
  PENDING: { color: 'gray', word: 'Pending', Icon: IconCircleDashed },
  SUBMITTED: { color: 'blue', word: 'Submitted', Icon: IconEye },
  VERIFIED: { color: 'green', word: 'Verified', Icon: IconCircleCheck },
  REJECTED: { color: 'red', word: 'Rejected', Icon: IconCircleX },
  VOIDED: { color: 'gray', word: 'Voided', Icon: IconBan },
  EXPIRED: { color: 'gray', word: 'Expired', Icon: IconClockOff },
  FAILED: { color: 'orange', word: 'Failed', Icon: IconAlertTriangle },
} as const

/** The word of a status. */
export function statusWord(status: SessionStatus): string {
  return LOOKS[status].word
}

/** A badge that does not rely on its colour. */
export function StatusBadge({ status }: { readonly status: SessionStatus }): ReactElement {
  const { color, word, Icon } = LOOKS[status]
  return (
    <Badge color={color} leftSection={<Icon aria-hidden="true" size={13} />} variant="light">
      {word}
    </Badge>
  )
}
