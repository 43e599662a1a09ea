/** What can be done with the chosen sessions. */
import { Button, Group, Paper, Text } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { forgetSessions, voidSession } from '../../data/sessions.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { ApiError } from '../../lib/api.ts'

const AT_ONCE = 4

/** In sight while anything is chosen. */
export function BulkBar({
  ids,
  onClear,
}: {
  readonly ids: ReadonlySet<string>
  readonly onClear: () => void
}): ReactElement | null {
  const [isAsking, setAsking] = useState(false)
  const count = sayCount(ids.size)
  return (
    <>
      {ids.size > 0 && (
        <Paper aria-label="Chosen sessions" component="section" mb="sm" px="md" py="xs" withBorder>
          <Group justify="space-between">
            <Text aria-live="polite" fw={600} size="sm">
              {count} chosen
            </Text>
            <Group gap="xs">
              <Button color="gray" onClick={onClear} size="xs" variant="subtle">
                Choose none
              </Button>
              <ScopeButton
                leftSection={<IconBan aria-hidden="true" size={14} />}
                onClick={() => setAsking(true)}
                scope="sessions:write"
                size="xs"
                variant="default"
              >
                Void
              </ScopeButton>
            </Group>
          </Group>
        </Paper>
      )}
      <ConfirmDialog
        action={`Void ${count}`}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          await voidAll([...ids])
          onClear()
        }}
        opened={isAsking}
        title={`Void ${count}?`}
      >
        Their links stop working at once, and tokens that are held for work not done return to the balance. Sessions
        that are voided, expired or failed already stay as they are. This cannot be undone.
      </ConfirmDialog>
    </>
  )
}

/** A few at a time; those that cannot be voided any more are no error. */
async function voidAll(ids: readonly string[]): Promise<void> {
  let voided = 0
  let refused = 0
  const waiting = [...ids]
  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      try {
        await voidSession(id)
        voided += 1
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error
        refused += 1
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } finally {
    await forgetSessions()
  }
  if (voided > 0) toastDone(`${sayCount(voided)} voided`)
  if (refused > 0) toastError(`${sayCount(refused)} not voided`, new Error('Their status does not allow it.'))
}

function sayCount(count: number): string {
  return count === 1 ? '1 session' : `${count} sessions`
}
