/** Asks for the password, or a code, before a dangerous act. */
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import { FormProblem } from '../kit/form-problem.tsx'
import { api } from '../lib/api.ts'
import { setStepUpAsker } from '../lib/step-up.ts'

/** Opens whenever a call needs it; the call goes on when the person proved who they are. */
export function StepUpDialog(): ReactElement {
  const [opened, setOpened] = useState(false)
  const answer = useRef<(proved: boolean) => void>(() => {})
  useEffect(() => {
    setStepUpAsker(() => {
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
      <StepUpForm onCancel={() => end(false)} onProved={() => end(true)} />
    </Modal>
  )
}

function StepUpForm({
  onCancel,
  onProved,
}: {
  readonly onCancel: () => void
  readonly onProved: () => void
}): ReactElement {
  const [proof, setProof] = useState('')
  const [isCode, setIsCode] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [isRunning, setRunning] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    setProblem(undefined)
    try {
      await api.post('/console/step-up', isCode ? { code: proof } : { password: proof })
      onProved()
    } catch (error) {
      setProblem(error)
    } finally {
      setRunning(false)
    }
  }
  const change = (value: string) => setProof(value)
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          This act needs a proof that is not older than ten minutes.
        </Text>
        {isCode ? (
          <TextInput
            autoComplete="one-time-code"
            data-autofocus
            inputMode="numeric"
            label="Code of your authenticator"
            onChange={(event) => change(event.currentTarget.value)}
            value={proof}
          />
        ) : (
          <PasswordInput
            autoComplete="current-password"
            data-autofocus
            label="Password"
            onChange={(event) => change(event.currentTarget.value)}
            value={proof}
          />
        )}
        <FormProblem problem={problem} />
        <Group justify="space-between">
          <Button
            onClick={() => {
              setIsCode(!isCode)
              setProof('')
            }}
            size="compact-sm"
            variant="subtle"
          >
            {isCode ? 'Use the password' : 'Use an authenticator code'}
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
