/** Sends an example of an event, of a type that the member picks. */
import { Modal, Select, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { sendTestEvent, type WebhookEndpoint, webhooksKey, webhooksQuery } from '../../data/webhooks.ts'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { sayEvent } from '../webhooks/words.ts'

interface TestDialogProps {
  readonly endpoint: WebhookEndpoint
  readonly opened: boolean
  readonly onClose: () => void
  /** It is on its way; takes the id of its delivery. */
  readonly onSent: (deliveryId: string) => void
}

/** The data is of nobody; the signature is a real one. */
export function TestDialog({ endpoint, opened, onClose, onSent }: TestDialogProps): ReactElement {
  const queryClient = useQueryClient()
  const { data } = useQuery(webhooksQuery())
  const [type, setType] = useState(endpoint.eventTypes?.[0] ?? 'session.status.verified')
  const send = async () => {
    const { deliveryId } = await sendTestEvent(endpoint.id, type)
    void queryClient.invalidateQueries({ queryKey: webhooksKey() })
    onSent(deliveryId)
  }
  return (
    <Modal onClose={onClose} opened={opened} title="Send test event">
      <DialogForm action="Send" onClose={onClose} onSubmit={send}>
        <Text size="sm">
          {endpoint.name} is sent an example with the data of nobody, signed as every other event is.
        </Text>
        <Select
          allowDeselect={false}
          data={(data?.eventTypes ?? [type]).map((value) => ({ value, label: `${sayEvent(value)} (${value})` }))}
          data-autofocus
          label="Event"
          onChange={(value) => setType(value ?? type)}
          value={type}
        />
      </DialogForm>
    </Modal>
  )
}
