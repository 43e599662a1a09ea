/** Waits for an organization's first request and turns green by itself. */
import { Alert, Loader, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect } from 'react'
import { firstRequestQuery } from '../../data/onboarding.ts'
import { ErrorState } from '../../kit/states.tsx'

/** `onArrived` is called when the request is there. */
export function FirstRequest({
  organizationId,
  onArrived,
}: {
  readonly organizationId: string
  readonly onArrived: () => void
}): ReactElement {
  const { data, error, refetch } = useQuery(firstRequestQuery(organizationId))
  const hasArrived = data?.hasArrived === true
  useEffect(() => {
    if (hasArrived) onArrived()
  }, [hasArrived, onArrived])
  if (error && !hasArrived) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="The first request cannot be watched for" />
  }
  return (
    <Alert
      aria-live="polite"
      color={hasArrived ? 'green' : 'gray'}
      icon={hasArrived ? <IconCircleCheck aria-hidden="true" /> : <Loader aria-hidden="true" color="gray" size={18} />}
      p="sm"
      role="status"
      variant="light"
    >
      <Text fw={hasArrived ? 600 : 400} size="sm">
        {hasArrived ? 'Your first request has arrived. The key works.' : 'Waiting for your first request…'}
      </Text>
    </Alert>
  )
}
