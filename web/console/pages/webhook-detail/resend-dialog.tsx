/** Sends everything again that failed in a range of days. */
import { Group, Modal, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { resendFailed, type WebhookEndpoint, webhooksKey } from '../../data/webhooks.ts'
import { DateRange } from '../../kit/date-range.tsx'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { toastDone } from '../../kit/toast.tsx'

const DAY_MS = 86_400_000
/** As long as failed deliveries are kept. */
const KEPT_DAYS = 30

interface ResendDialogProps {
  readonly endpoint: WebhookEndpoint
  readonly opened: boolean
  readonly onClose: () => void
}

/** Both days count, as the reader's clock has them. */
export function ResendDialog({ endpoint, opened, onClose }: ResendDialogProps): ReactElement {
  const queryClient = useQueryClient()
  const [days, setDays] = useState<{ from?: string | undefined; to?: string | undefined }>(() => ({
    from: toDay(Date.now() - KEPT_DAYS * DAY_MS),
    to: toDay(Date.now()),
  }))
  const { from, to } = days
  const resend = async () => {
    if (from === undefined || to === undefined) return
    const range = {
      from: new Date(`${from}T00:00:00`).toISOString(),
      to: new Date(`${to}T23:59:59.999`).toISOString(),
    }
    const { resent } = await resendFailed(endpoint.id, range)
    onClose()
    toastDone(resent === 1 ? '1 webhook is sent again' : `${resent} webhooks are sent again`)
    await queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  return (
    <Modal onClose={onClose} opened={opened} title="Resend all failed">
      <DialogForm action="Resend" isReady={from !== undefined && to !== undefined} onClose={onClose} onSubmit={resend}>
        <Text size="sm">
          Every event of these days that was given up is sent to {endpoint.name} again, under the same webhook-id, now
          and then by the usual schedule.
        </Text>
        <Group align="flex-end" gap="xs">
          <DateRange from={from} onChange={(change) => setDays((old) => ({ ...old, ...change }))} to={to} />
        </Group>
      </DialogForm>
    </Modal>
  )
}

/** `YYYY-MM-DD` of the reader's zone. */
function toDay(ms: number): string {
  const date = new Date(ms)
  const parts = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return [date.getFullYear(), ...parts].join('-')
}
