/** One field for the six digits of an authenticator; pasting and filling in by the browser work. */
import { TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import classes from './code-input.module.css'

interface CodeInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (code: string) => void
  readonly error?: string | undefined
}

/** Takes what is pasted, however it is spaced. */
export function CodeInput({ label, value, onChange, error }: CodeInputProps): ReactElement {
  return (
    <TextInput
      autoComplete="one-time-code"
      autoFocus
      classNames={{ input: classes.digits }}
      error={error}
      inputMode="numeric"
      label={label}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
      size="md"
      value={value}
    />
  )
}
