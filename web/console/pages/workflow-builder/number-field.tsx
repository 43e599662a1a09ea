/** A number between two bounds: typed or slid. */
import { NumberInput, Slider, Stack } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { FieldProps } from './field-props.ts'

/** More than these cannot be told apart on a slider. */
const MAX_SLIDER_STEPS = 1000

/** What is typed counts as soon as it lies between the bounds; what does not is put right when the field is left. */
export function NumberField({ setting, value, error, isReadOnly, onChange }: FieldProps): ReactElement {
  const { title, schema } = setting
  const { minimum = 0, maximum = 100, unit } = schema
  const known = typeof value === 'number' ? value : undefined
  const [text, setText] = useState<string | number>(known ?? '')
  const sent = useRef(known)
  useEffect(() => {
    // Somebody else changed it: the slider, an undo, an import.
    if (known !== sent.current) setText(known ?? '')
    sent.current = known
  }, [known])

  function change(next: number | undefined): void {
    sent.current = next
    onChange(next)
  }

  return (
    // The thumb is as far from the field as fingers need (WCAG 2.5.8).
    <Stack gap={14}>
      <NumberInput
        allowDecimal={schema.type !== 'integer'}
        clampBehavior="blur"
        description={schema.description}
        error={error}
        label={title}
        max={maximum}
        min={minimum}
        onBlur={() => {
          if (text === '') setText(known ?? '')
        }}
        onChange={(next) => {
          setText(next)
          if (typeof next === 'number' && next >= minimum && next <= maximum) change(next)
        }}
        readOnly={isReadOnly}
        suffix={unit ? ` ${unit}` : ''}
        value={text}
      />
      {maximum - minimum <= MAX_SLIDER_STEPS && (
        <Slider
          disabled={isReadOnly}
          label={null}
          max={maximum}
          min={minimum}
          onChange={(next) => {
            setText(next)
            change(next)
          }}
          size="xs"
          thumbLabel={title}
          thumbSize={16}
          value={known ?? minimum}
        />
      )}
    </Stack>
  )
}
