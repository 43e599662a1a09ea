/** Asks once more before a check ends without agreement. */
import type { ReactElement } from 'react'
import { AlertIcon } from '../../../ui/icons.tsx'
import { Button } from '../../parts/button.tsx'
import { Outcome } from '../../screens/outcome.tsx'
import { stepTexts } from '../../step-texts.ts'

interface ConfirmRefusalProps {
  readonly organization: string
  readonly isBusy: boolean
  readonly onEnd: () => void
  readonly onStay: () => void
}

/** Ending cannot be taken back, so that staying comes first. */
export function ConfirmRefusal({ organization, isBusy, onEnd, onStay }: ConfirmRefusalProps): ReactElement {
  const { title, lead, stay, end } = stepTexts.agreement.confirm
  const actions = (
    <>
      <Button busy={isBusy} onPress={onStay} weight="primary">
        {stay}
      </Button>
      <Button busy={isBusy} onPress={onEnd} weight="secondary">
        {end}
      </Button>
    </>
  )
  return <Outcome actions={actions} lead={lead(organization)} sign={<AlertIcon />} title={title} tone="calm" />
}
