/** A day, or a moment, that a list is narrowed to by the page's address. */
import { TextInput, type TextInputProps } from '@mantine/core'
import type { FocusEvent, ReactElement } from 'react'
import { useDraft } from './use-draft.ts'

interface DateInputProps extends Pick<TextInputProps, 'label' | 'size' | 'w'> {
  readonly type?: 'date' | 'datetime-local'
  /** `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` in the reader's zone; undefined without one. */
  readonly value: string | undefined
  readonly min?: string | undefined
  readonly max?: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** A year that is being typed is 2, 20 and 202 on its way to 2026. */
const WHOLE_DATE = /^[1-9]\d{3}-/

/** Without a bound, browsers take years of six digits, and wait for them. */
const LAST = { date: '9999-12-31', 'datetime-local': '9999-12-31T23:59' } as const

/** Takes effect once the date is whole or gone, else by Enter or on leaving the field. */
export function DateInput({ type = 'date', value = '', max, onChange, ...rest }: DateInputProps): ReactElement {
  const draft = useDraft(value, (text) => onChange(text || undefined))
  const leave = ({ currentTarget }: FocusEvent<HTMLInputElement>) => {
    draft.leave(currentTarget.value)
    // Half a date counts as none, and would stand there as if it narrowed the list.
    if (currentTarget.validity.badInput) currentTarget.value = ''
  }
  return (
    <TextInput
      {...rest}
      max={max ?? LAST[type]}
      onBlur={leave}
      onChange={({ currentTarget }) => {
        const text = currentTarget.value
        draft.type(text)
        // Half a date reads as nothing, too, but as bad input.
        if (WHOLE_DATE.test(text) || (text === '' && !currentTarget.validity.badInput)) draft.push(text)
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') draft.push(currentTarget.value)
      }}
      type={type}
      value={draft.text}
    />
  )
}
