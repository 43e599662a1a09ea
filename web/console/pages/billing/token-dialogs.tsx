/** The dialog about tokens: choosing the level that warns. */
import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { billingKey, setAlertLevel } from '../../data/billing.ts'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { toastDone } from '../../kit/toast.tsx'
import { WholeNumberInput } from '../../kit/whole-number-input.tsx'
import { formatTokens } from './words.ts'

/** Chooses when the console warns. */
export function AlertDialog({
  current,
  onClose,
}: {
  readonly current: number
  readonly onClose: () => void
}): ReactElement {
  const queryClient = useQueryClient()
  const [level, setLevel] = useState<number | undefined>(current)
  const submit = async () => {
    if (level === undefined) return
    await setAlertLevel(level)
    toastDone(level === 0 ? 'The warning is off' : `We warn below ${formatTokens(level)} tokens`)
    onClose()
    await queryClient.invalidateQueries({ queryKey: billingKey })
  }
  return (
    <Modal onClose={onClose} opened title="Warn of a low balance">
      <DialogForm action="Save" isReady={level !== undefined} onClose={onClose} onSubmit={submit}>
        <WholeNumberInput
          description="Below this balance every page of the console warns every member. 0 turns the warning off."
          isFirst
          isRequired
          label="Warn below"
          min={0}
          onChange={setLevel}
          value={level}
        />
      </DialogForm>
    </Modal>
  )
}
