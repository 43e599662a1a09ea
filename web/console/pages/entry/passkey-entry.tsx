/** The way in by a passkey, on the pages before the shell. */
import { Button, Divider, Stack } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { type ReactElement, useEffect } from 'react'
import { signInByOfferedPasskey, signInByPasskey } from '../../data/passkeys.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { canUsePasskeys } from '../../lib/can-use-passkeys.ts'
import { goToNext } from '../../lib/next.ts'
import { useSubmit } from '../../lib/use-submit.ts'

/** A challenge of the server lives five minutes. */
const OFFER_MS = 4 * 60_000

/** The button; nothing where this browser has no passkeys. `isOffered`: the e-mail field of the page lists them, too. */
export function PasskeyEntry({
  next,
  isOffered = false,
}: {
  readonly next: string | undefined
  readonly isOffered?: boolean
}): ReactElement | null {
  const { problem, isRunning, onSubmit } = useSubmit(async () => {
    await signInByPasskey()
    goToNext(next)
  })
  useEffect(() => {
    if (!isOffered || isRunning || !canUsePasskeys()) return
    let isOver = false
    const offer = async () => {
      const isIn = await signInByOfferedPasskey().catch(() => false)
      if (isIn && !isOver) goToNext(next)
    }
    void offer()
    const again = window.setInterval(() => void offer(), OFFER_MS)
    return () => {
      isOver = true
      window.clearInterval(again)
    }
  }, [isOffered, isRunning, next])
  if (!canUsePasskeys()) return null
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack gap="md" mt="md">
        <Divider label="or" labelPosition="center" />
        <FormProblem problem={problem} />
        <Button
          fullWidth
          leftSection={<IconFingerprint aria-hidden="true" size={18} />}
          loading={isRunning}
          type="submit"
          variant="default"
        >
          Sign in with a passkey
        </Button>
      </Stack>
    </form>
  )
}
