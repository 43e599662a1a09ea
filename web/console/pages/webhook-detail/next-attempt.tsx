/** When a delivery is tried again. */
import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { TimeAgo } from '../../kit/time-ago.tsx'

const SOON_MS = 60_000

/** `at` is an ISO string; null when nothing is tried any more. */
export function NextAttempt({ at }: { readonly at: string | null }): ReactElement {
  if (at === null) {
    return (
      <Text c="dimmed" component="span" inherit>
        –
      </Text>
    )
  }
  return Date.parse(at) - Date.now() < SOON_MS ? <>within a minute</> : <TimeAgo moment={at} />
}
