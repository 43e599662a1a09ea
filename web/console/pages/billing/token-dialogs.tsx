/** Dialogs about tokens: adding some, and choosing the level that warns. */
import { Modal, NumberInput, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useState } from 'react'
import { billingKey, grantTokens, setAlertLevel } from '../../data/billing.ts'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { toastDone } from '../../kit/toast.tsx'
import { formatTokens } from './words.ts'

const MOST = 1_000_000_000
const MAX_NOTE_LENGTH = 500

/** Adds tokens once, however often its button is pressed: the grant is named when the dialog opens. */
export function GrantDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [grantId] = useState(randomId)
  const [amount, setAmount] = useState<number>()
  const [note, setNote] = useState('')
  const submit = async () => {
    if (amount === undefined) return
    const trimmed = note.trim()
    await grantTokens({ amountTokens: amount, grantId, ...(trimmed !== '' && { note: trimmed }) })
    toastDone(`Added ${formatTokens(amount)} tokens`)
  }
  return (
    <TokenDialog
      action="Add tokens"
      isReady={amount !== undefined && amount >= 1}
      onClose={onClose}
      onSubmit={submit}
      title="Add tokens"
    >
      <Text size="sm">Tokens are counted, not sold: adding them charges nobody, and is written to the audit log.</Text>
      <TokensInput label="Tokens" min={1} onChange={setAmount} value={amount} />
      <TextInput
        autoComplete="off"
        description="What they are for, such as an invoice’s number; shown in the ledger."
        label="Note"
        maxLength={MAX_NOTE_LENGTH}
        onChange={(event) => setNote(event.currentTarget.value)}
        value={note}
      />
    </TokenDialog>
  )
}

/** Chooses when the console warns. */
export function AlertDialog({
  current,
  onClose,
}: {
  readonly current: number
  readonly onClose: () => void
}): ReactElement {
  const [level, setLevel] = useState<number | undefined>(current)
  const submit = async () => {
    if (level === undefined) return
    await setAlertLevel(level)
    toastDone(level === 0 ? 'The warning is off' : `We warn below ${formatTokens(level)} tokens`)
  }
  return (
    <TokenDialog
      action="Save"
      isReady={level !== undefined}
      onClose={onClose}
      onSubmit={submit}
      title="Warn of a low balance"
    >
      <TokensInput
        description="Below this balance every page of the console warns every member. 0 turns the warning off."
        label="Warn below"
        min={0}
        onChange={setLevel}
        value={level}
      />
    </TokenDialog>
  )
}

interface TokensInputProps {
  readonly label: string
  readonly description?: string
  readonly min: number
  readonly value: number | undefined
  readonly onChange: (tokens: number | undefined) => void
}

function TokensInput({ value, onChange, ...rest }: TokensInputProps): ReactElement {
  return (
    <NumberInput
      {...rest}
      allowDecimal={false}
      allowNegative={false}
      data-autofocus
      hideControls
      max={MOST}
      onChange={(given) => onChange(typeof given === 'number' ? given : undefined)}
      required
      value={value ?? ''}
    />
  )
}

interface TokenDialogProps {
  readonly title: string
  readonly action: string
  readonly isReady: boolean
  readonly onClose: () => void
  readonly onSubmit: () => Promise<void>
  readonly children: ReactNode
}

function TokenDialog({ title, onSubmit, ...form }: TokenDialogProps): ReactElement {
  const queryClient = useQueryClient()
  const submit = async () => {
    await onSubmit()
    form.onClose()
    await queryClient.invalidateQueries({ queryKey: billingKey })
  }
  return (
    <Modal onClose={form.onClose} opened title={title}>
      <DialogForm {...form} onSubmit={submit} />
    </Modal>
  )
}

/** A UUID (version 4); the browser's own maker of them is missing on pages without https. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
