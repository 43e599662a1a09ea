/** A field for a password that is being chosen, with a meter. */
import { Group, PasswordInput, Progress, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { MIN_PASSWORD_LENGTH, ratePassword } from '../lib/password-strength.ts'

interface NewPasswordInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (password: string) => void
  readonly error?: string | undefined
}

const COLORS = { 'Too short': 'gray', 'Too simple': 'red', Fair: 'yellow', Good: 'pine', Strong: 'pine' } as const

/** The meter says its word, so that nobody needs its colour. */
export function NewPasswordInput({ label, value, onChange, error }: NewPasswordInputProps): ReactElement {
  const { score, word } = ratePassword(value)
  return (
    <Stack gap={6}>
      <PasswordInput
        autoComplete="new-password"
        description={`At least ${MIN_PASSWORD_LENGTH} characters. A few words in a row are easy to remember.`}
        error={error}
        label={label}
        onChange={(event) => onChange(event.currentTarget.value)}
        value={value}
      />
      {value !== '' && (
        <Group gap="xs" wrap="nowrap">
          <Progress aria-label="Strength of the password" color={COLORS[word]} flex={1} size="sm" value={score * 100} />
          <Text aria-live="polite" c="dimmed" miw={72} size="xs" ta="end">
            {word}
          </Text>
        </Group>
      )}
    </Stack>
  )
}
