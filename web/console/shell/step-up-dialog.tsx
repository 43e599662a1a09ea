/** Asks for the password, or a code, before a dangerous act. */
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { type ChangeEvent, type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import { FormProblem } from '../kit/form-problem.tsx'
import { api } from '../lib/api.ts'
import { setStepUpAsker } from '../lib/step-up.ts'

/** Opens whenever a call needs it; the call goes on when the person proved who they are. */
export function StepUpDialog(): ReactElement {
  const [opened, setOpened] = useState(false)
  const [isFactor, setFactor] = useState(false)
  const answer = useRef<(proved: boolean) => void>(() => {})
  useEffect(() => {
    setStepUpAsker((isFactorNeeded) => {
      setFactor(isFactorNeeded)
      setOpened(true)
      return new Promise((resolve) => {
        answer.current = resolve
      })
    })
  }, [])
  const end = (proved: boolean) => {
    setOpened(false)
    answer.current(proved)
  }
  // Every open dialog listens on the window, and the one that waits beneath would close, too. This one has listened since
  // the console began, before any of theirs, and is asked first.
  const closeAlone = (event: KeyboardEvent) => {
    if (!opened || event.key !== 'Escape' || event.isComposing) return
    event.stopImmediatePropagation()
    end(false)
  }
  useWindowEvent('keydown', closeAlone, { capture: true })
  return (
    <Modal closeOnEscape={false} onClose={() => end(false)} opened={opened} title="Confirm that it is you" zIndex={400}>
      <StepUpForm isFactor={isFactor} onCancel={() => end(false)} onProved={() => end(true)} />
    </Modal>
  )
}

/** What can be shown: the words of its field, and how it is called on the button that leads to it. */
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

function StepUpForm({
  isFactor,
  onCancel,
  onProved,
}: {
  readonly isFactor: boolean
  readonly onCancel: () => void
  readonly onProved: () => void
}): ReactElement {
  const [proof, setProof] = useState('')
  const [kind, setKind] = useState<ProofKind>(isFactor ? 'code' : 'password')
  const [problem, setProblem] = useState<unknown>()
  const [isRunning, setRunning] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    setProblem(undefined)
    try {
      await api.post('/console/step-up', { [kind]: proof })
      onProved()
    } catch (error) {
      setProblem(error)
    } finally {
      setRunning(false)
    }
  }
  const other = otherOf(kind, isFactor)
  const field = {
    'data-autofocus': true,
    label: PROOFS[kind].label,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setProof(event.currentTarget.value),
    value: proof,
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {isFactor
            ? 'This act concerns your second factor, so that the password alone is not enough.'
            : 'This act needs a proof that is not older than ten minutes.'}
        </Text>
        {kind === 'password' ? (
          <PasswordInput autoComplete="current-password" {...field} />
        ) : (
          <TextInput
            autoComplete={kind === 'code' ? 'one-time-code' : 'off'}
            inputMode={kind === 'code' ? 'numeric' : 'text'}
            {...field}
          />
        )}
        <FormProblem problem={problem} />
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
            <Button disabled={proof === ''} loading={isRunning} type="submit">
              Confirm
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
