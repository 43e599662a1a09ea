/** Says that the browser has no connection. */
import { Alert } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconWifiOff } from '@tabler/icons-react'
import type { ReactElement } from 'react'

/** Nothing while there is a connection. */
export function OfflineBanner(): ReactElement | null {
  const { online } = useNetwork()
  if (online) return null
  return (
    <Alert color="orange" icon={<IconWifiOff />} mb="md" role="status" title="You are offline" variant="light">
      What you see may be old, and nothing can be saved until the connection is back.
    </Alert>
  )
}
