/** When applicants who were invited and have not submitted are reminded, and how often. */
import { Group, NativeSelect, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { MAX_REMINDERS, type Reminder } from '../../data/workflow-types.ts'

interface Props {
  /** Null: nobody is reminded. */
  readonly reminder: Reminder | null
  readonly isReadOnly: boolean
  onChange(reminder: Reminder | null): void
}

const HOURS = [24, 48, 72, 120, 168]

/** Other hours that the API or a file set stay as they are until somebody chooses. */
export function ReminderField({ reminder, isReadOnly, onChange }: Props): ReactElement {
  const hours = reminder && !HOURS.includes(reminder.afterHours) ? [...HOURS, reminder.afterHours] : HOURS
  return (
    <Stack gap={6}>
      <Group align="flex-end" gap="md">
        <NativeSelect
          data={[
            { value: '', label: 'Never' },
            ...hours.map((each) => ({ value: String(each), label: sayHours(each) })),
          ]}
          disabled={isReadOnly}
          label="Remind applicants"
          onChange={({ currentTarget: { value } }) =>
            onChange(value === '' ? null : { afterHours: Number(value), times: reminder?.times ?? 1 })
          }
          value={reminder ? String(reminder.afterHours) : ''}
          w={190}
        />
        {reminder && (
          <NativeSelect
            data={Array.from({ length: MAX_REMINDERS }, (_, at) => ({
              value: String(at + 1),
              label: at === 0 ? 'Once' : `${at + 1} times`,
            }))}
            disabled={isReadOnly}
            label="How often"
            onChange={({ currentTarget: { value } }) => onChange({ ...reminder, times: Number(value) })}
            value={String(reminder.times)}
            w={120}
          />
        )}
      </Group>
      <Text c="dimmed" size="xs">
        By e-mail or text message, as they were invited, while the session waits for them. Between two reminders the
        same time passes.
      </Text>
    </Stack>
  )
}

function sayHours(hours: number): string {
  if (hours % 24 !== 0) return `After ${hours} hours`
  return hours === 24 ? 'After a day' : `After ${hours / 24} days`
}
