/** What an operator does to an organization: adding tokens, setting limits, suspending it. */
import { Modal, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { billingKey } from '../../data/billing.ts'
import {
  grantTokens,
  installationKey,
  type OrganizationOverview,
  setLimits,
  setStatus,
} from '../../data/installation.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { toastDone } from '../../kit/toast.tsx'
import { WholeNumberInput } from '../../kit/whole-number-input.tsx'
import { randomId } from '../../lib/random-id.ts'

/** An act and the organization that it is about. */
export interface Act {
  readonly kind: 'grant' | 'limits' | 'status'
  readonly organization: OrganizationOverview
}

interface DialogProps {
  readonly organization: OrganizationOverview
  readonly onClose: () => void
}

/** The dialog of an act. */
export function ActDialog({ act, onClose }: { readonly act: Act; readonly onClose: () => void }): ReactElement {
  const { kind, organization } = act
  if (kind === 'grant') return <GrantDialog onClose={onClose} organization={organization} />
  if (kind === 'limits') return <LimitsDialog onClose={onClose} organization={organization} />
  return <StatusDialog onClose={onClose} organization={organization} />
}

const MAX_NOTE_LENGTH = 500

/** Adds tokens once, however often its button is pressed: the grant is named when the dialog opens. */
function GrantDialog({ organization, onClose }: DialogProps): ReactElement {
  const refresh = useRefresh()
  const [grantId] = useState(randomId)
  const [amount, setAmount] = useState<number>()
  const [note, setNote] = useState('')
  const submit = async () => {
    if (amount === undefined) return
    const trimmed = note.trim()
    await grantTokens(organization.id, { amountTokens: amount, grantId, ...(trimmed !== '' && { note: trimmed }) })
    toastDone(`Added ${amount.toLocaleString()} tokens to ${organization.name}`)
    onClose()
    await refresh()
  }
  return (
    <Modal onClose={onClose} opened title={`Add tokens to ${organization.name}`}>
      <DialogForm action="Add tokens" isReady={amount !== undefined && amount >= 1} onClose={onClose} onSubmit={submit}>
        <Text size="sm">Tokens are counted, not sold: adding them charges nobody.</Text>
        <WholeNumberInput isFirst isRequired label="Tokens" min={1} onChange={setAmount} value={amount} />
        <TextInput
          autoComplete="off"
          description="What they are for, such as an invoice’s number; the organization sees it in its ledger."
          label="Note"
          maxLength={MAX_NOTE_LENGTH}
          onChange={(event) => setNote(event.currentTarget.value)}
          value={note}
        />
      </DialogForm>
    </Modal>
  )
}

function LimitsDialog({ organization, onClose }: DialogProps): ReactElement {
  const refresh = useRefresh()
  const { limits, ownLimits } = organization
  const [rate, setRate] = useState(ownLimits.ratePerSecond ?? undefined)
  const [burst, setBurst] = useState(ownLimits.burst ?? undefined)
  const [daily, setDaily] = useState(ownLimits.dailyQuota ?? undefined)
  const submit = async () => {
    await setLimits(organization.id, {
      ratePerSecond: rate ?? null,
      burst: burst ?? null,
      dailyQuota: daily ?? null,
    })
    toastDone(`The limits of ${organization.name} are set`)
    onClose()
    await refresh()
  }
  const placeholder = (own: number | null, value: number) =>
    own === null ? `${value.toLocaleString()}, as configured` : 'As configured'
  return (
    <Modal onClose={onClose} opened title={`Limits of ${organization.name}`}>
      <DialogForm action="Set limits" onClose={onClose} onSubmit={submit}>
        <Text size="sm">
          They hold for live and test data by itself, from the next request on. An empty field follows the server’s
          configuration.
        </Text>
        <WholeNumberInput
          isFirst
          label="Requests a second"
          min={1}
          onChange={setRate}
          placeholder={placeholder(ownLimits.ratePerSecond, limits.ratePerSecond)}
          value={rate}
        />
        <WholeNumberInput
          label="Burst"
          min={1}
          onChange={setBurst}
          placeholder={placeholder(ownLimits.burst, limits.burst)}
          value={burst}
        />
        <WholeNumberInput
          label="Requests a day"
          min={1}
          onChange={setDaily}
          placeholder={placeholder(ownLimits.dailyQuota, limits.dailyQuota)}
          value={daily}
        />
      </DialogForm>
    </Modal>
  )
}

function StatusDialog({ organization, onClose }: DialogProps): ReactElement {
  const refresh = useRefresh()
  const { id, name, status } = organization
  const isActive = status === 'active'
  const change = async () => {
    await setStatus(id, isActive ? 'suspended' : 'active')
    toastDone(isActive ? `${name} is suspended` : `${name} goes on`)
    await refresh()
  }
  return (
    <ConfirmDialog
      action={isActive ? 'Suspend' : 'Let it go on'}
      onClose={onClose}
      onConfirm={change}
      opened
      title={isActive ? `Suspend ${name}?` : `Let ${name} go on?`}
    >
      {isActive
        ? 'None of its API keys is accepted while it is suspended. Its members can still open the console.'
        : 'Its API keys are accepted again, from the next request on.'}
    </ConfirmDialog>
  )
}

function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all([installationKey, billingKey].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })))
}
