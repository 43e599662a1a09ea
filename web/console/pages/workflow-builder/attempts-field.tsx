/** How many failed attempts a session of this workflow is allowed. */
import { Checkbox, Group, NumberInput, Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { DEFAULT_MAX_ATTEMPTS, MAX_MAX_ATTEMPTS } from '../../data/workflow-types.ts'

interface Props {
  /** Null: no limit. */
  readonly maxAttempts: number | null
  readonly isReadOnly: boolean
  onChange(maxAttempts: number | null): void
}

/** Settings of the workflow itself. */
export function AttemptsField({ maxAttempts, isReadOnly, onChange }: Props): ReactElement {
  return (
    <Stack component="section" gap={6}>
      <Title fw={600} order={2} size="sm">
        Workflow settings
      </Title>
      <Group align="flex-end" gap="md">
        <NumberInput
          allowDecimal={false}
          clampBehavior="blur"
          disabled={maxAttempts === null}
          label="Failed attempts allowed"
          max={MAX_MAX_ATTEMPTS}
          min={1}
          onChange={(next) => {
            if (typeof next === 'number' && next >= 1 && next <= MAX_MAX_ATTEMPTS) onChange(next)
          }}
          readOnly={isReadOnly}
          value={maxAttempts ?? ''}
          w={190}
        />
        <Checkbox
          checked={maxAttempts === null}
          disabled={isReadOnly}
          label="No limit"
          mb={8}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? null : DEFAULT_MAX_ATTEMPTS)}
        />
      </Group>
      <Text c="dimmed" size="xs">
        An attempt fails when a face does not match or a document is not accepted. After the last one the session ends
        as failed. Blurred or dark pictures take no attempt.
      </Text>
    </Stack>
  )
}
