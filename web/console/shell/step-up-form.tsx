/** What a person shows to prove who they are: a passkey, the password, or a code. */
import { Button, Divider, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, type ReactElement, useState } from 'react'
import { meQuery } from '../data/me.ts'
import { makePasskeyProof } from '../data/passkeys.ts'
import { proveIdentity } from '../data/step-up.ts'
import { FormProblem } from '../kit/form-problem.tsx'
import { canUsePasskeys } from '../lib/can-use-passkeys.ts'
import { useSubmit } from '../lib/use-submit.ts'

/** What can be typed: the words of its field, and how it is called on the button that leads to it. */
const PROOFS = {
  password: { label: 'Password', other: 'Use the password' },
  code: { label: 'Code of your authenticator', other: 'Use an authenticator code' },
  backupCode: { label: 'Backup code', other: 'Use a backup code' },
} as const

type ProofKind = keyof typeof PROOFS

/** What the button offers instead: a password where it is enough, a backup code where only a factor is. */
function otherOf(kind: ProofKind, isFactor: boolean): ProofKind {
  if (kind === 'code') return isFactor ? 'backupCode' : 'password'
  return 'code'
}

interface StepUpFormProps {
  /** Whether the password is not enough. */
  readonly isFactor: boolean
  readonly onCancel: () => void
  readonly onProved: () => void
}

/** Whoever has a passkey and no authenticator has nothing to type where the password is not enough. */
export function StepUpForm({ isFactor, onCancel, onProved }: StepUpFormProps): ReactElement {
  const person = useQuery(meQuery).data?.person
  const [proof, setProof] = useState('')
  const [kind, setKind] = useState<ProofKind>(isFactor ? 'code' : 'password')
  const typed = useSubmit(async () => {
    await proveIdentity({ [kind]: proof })
    onProved()
  })
  const passkey = useSubmit(async () => {
    await proveIdentity(await makePasskeyProof())
    onProved()
  })
  const hasPasskey = person?.hasPasskey === true
  const isTyped = !(isFactor && hasPasskey && !person?.twoFactorEnabled)
  const other = otherOf(kind, isFactor)
  const field = {
    'data-autofocus': true,
    label: PROOFS[kind].label,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setProof(event.currentTarget.value),
    value: proof,
  }
  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">
        {isFactor
          ? 'The password alone is not enough for this: show your second factor.'
          : 'This act needs a proof that is not older than ten minutes.'}
      </Text>
      {hasPasskey && canUsePasskeys() && (
        <form onSubmit={passkey.onSubmit}>
          <Stack gap="md">
            <Button
              fullWidth
              leftSection={<IconFingerprint aria-hidden="true" size={18} />}
              loading={passkey.isRunning}
              type="submit"
              variant={isTyped ? 'default' : 'filled'}
              {...(!isTyped && { 'data-autofocus': true })}
            >
              Use a passkey
            </Button>
            <FormProblem problem={passkey.problem} />
            {isTyped && <Divider label="or" labelPosition="center" />}
          </Stack>
        </form>
      )}
      {isTyped ? (
        <form onSubmit={typed.onSubmit}>
          <Stack gap="md">
            {kind === 'password' ? (
              <PasswordInput autoComplete="current-password" {...field} />
            ) : (
              <TextInput
                autoComplete={kind === 'code' ? 'one-time-code' : 'off'}
                inputMode={kind === 'code' ? 'numeric' : 'text'}
                {...field}
              />
            )}
            <FormProblem problem={typed.problem} />
            <Group justify="space-between">
              <Button
                onClick={() => {
                  setKind(other)
                  setProof('')
                }}
                size="compact-sm"
                variant="subtle"
              >
                {PROOFS[other].other}
              </Button>
              <Group gap="xs">
                <Button onClick={onCancel} variant="default">
                  Cancel
                </Button>
                <Button disabled={proof === ''} loading={typed.isRunning} type="submit">
                  Confirm
                </Button>
              </Group>
            </Group>
          </Stack>
        </form>
      ) : (
        <Group justify="flex-end">
          <Button onClick={onCancel} variant="default">
            Cancel
          </Button>
        </Group>
      )}
    </Stack>
  )
}
