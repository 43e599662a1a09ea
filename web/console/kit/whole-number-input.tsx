/** A field for a whole number. */
import { NumberInput } from '@mantine/core'
import type { ReactElement } from 'react'

interface WholeNumberInputProps {
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  readonly min: number
  readonly isFirst?: boolean
  readonly isRequired?: boolean
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}

const MOST = 1_000_000_000

/** From `min` to one billion; undefined while it is empty. */
export function WholeNumberInput(props: WholeNumberInputProps): ReactElement {
  const { value, onChange, isFirst = false, isRequired = false, ...rest } = props
  return (
    <NumberInput
      {...rest}
      allowDecimal={false}
      allowNegative={false}
      data-autofocus={isFirst || undefined}
      hideControls
      max={MOST}
      onChange={(given) => onChange(typeof given === 'number' ? given : undefined)}
      required={isRequired}
      value={value ?? ''}
    />
  )
}
