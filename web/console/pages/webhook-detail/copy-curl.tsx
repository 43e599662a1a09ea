/** Copies commands that send a delivery's request once more, from a developer's own machine. */
import { Button } from '@mantine/core'
import { IconCheck, IconTerminal2 } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { getDeliveryRequest, type WebhookEndpoint } from '../../data/webhooks.ts'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useCopied } from '../../kit/use-copied.ts'
import { useOrganization } from '../../lib/organization.ts'
import { toSignedCurl } from '../webhooks/snippets.ts'

/** The secret stays a variable. Those who may not see applicants get the same with masked data. */
export function CopyCurl({
  endpoint,
  deliveryId,
}: {
  readonly endpoint: WebhookEndpoint
  readonly deliveryId: string
}): ReactElement {
  const { can } = useOrganization()
  const { copied, copy } = useCopied()
  const copyRequest = async () => {
    try {
      const { webhookId, body } = await getDeliveryRequest(deliveryId)
      if (body === null) return toastError('There is nothing to send', 'The applicant was erased.')
      const worked = await copy(toSignedCurl(endpoint.url, { webhookId, body }))
      if (worked && !can('applicants:read')) toastDone('Copied, with the applicant’s data masked')
    } catch (error) {
      toastError('The request could not be loaded', error)
    }
  }
  return (
    <Button
      leftSection={copied ? <IconCheck aria-hidden="true" size={14} /> : <IconTerminal2 aria-hidden="true" size={14} />}
      onClick={() => void copyRequest()}
      size="xs"
      variant="default"
    >
      {copied ? 'Copied' : 'Copy as curl'}
    </Button>
  )
}
