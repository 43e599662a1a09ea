/** Asks for the reviewer's reason and note, says what follows, and tells when somebody else was faster. */
import { Alert, Button, Group, Kbd, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { decide, type Outcome, type ReasonCode, type SessionDetail } from '../../data/session-detail.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { ApiError } from '../../lib/api.ts'
import { REASON_WORDS } from './words.ts'

const MAX_LENGTH = 2_000

const ACTS: Readonly<Record<Outcome, { verb: string; color: string; effect: string }>> = {
  VERIFIED: { verb: 'Approve', color: 'pine', effect: 'The applicant counts as verified.' },
  REJECTED: { verb: 'Reject', color: 'red.9', effect: 'The applicant counts as not verified.' },
  VOIDED: {
    verb: 'Void',
    color: 'red.9',
    effect: 'The session counts for nothing and cannot be taken up again. Tokens of checks that did not run return.',
  },
}

interface DecisionDialogProps {
  readonly session: SessionDetail
  /** Undefined: closed. */
  readonly outcome: Outcome | undefined
  readonly onClose: () => void
  readonly onDecided: (reasonCode: ReasonCode | undefined) => void
  /** Shows the session as it is, after somebody else changed it. */
  readonly onReload: () => void
}

/** One dialog for the three decisions. */
export function DecisionDialog(props: DecisionDialogProps): ReactElement {
  const { session, outcome, onClose } = props
  const { firstName, lastName } = session.applicant
  const verb = outcome ? ACTS[outcome].verb : ''
  return (
    <Modal onClose={onClose} opened={outcome !== undefined} size="lg" title={`${verb} ${firstName} ${lastName}`}>
      {outcome && <DecisionForm {...props} key={outcome} outcome={outcome} />}
    </Modal>
  )
}

function DecisionForm({
  session,
  outcome,
  onClose,
  onDecided,
  onReload,
}: DecisionDialogProps & { readonly outcome: Outcome }): ReactElement {
  // What the reviewer saw: the page may learn of another's decision meanwhile, which must not be overruled unseen.
  const [from] = useState(session.status)
  const [note, setNote] = useState('')
  const [reasonCode, setReasonCode] = useState<ReasonCode | ''>('')
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const { verb, color, effect } = ACTS[outcome]
  const isComplete = note.trim() !== '' && (outcome !== 'REJECTED' || reasonCode !== '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isComplete || isRunning) return
    setRunning(true)
    setProblem(undefined)
    try {
      const reason = outcome === 'REJECTED' && reasonCode !== '' ? reasonCode : undefined
      const decision = { outcome, note: note.trim(), from, ...(reason && { reasonCode: reason }) }
      await decide(session.id, decision)
      onDecided(reason)
    } catch (error) {
      setProblem(error)
    } finally {
      setRunning(false)
    }
  }
  if (problem instanceof ApiError && problem.code === 'conflict') {
    return <Conflict error={problem} onClose={onClose} onReload={onReload} />
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Group gap={8}>
          <StatusBadge status={from} />
          <Text aria-hidden="true" c="dimmed" size="sm">
            →
          </Text>
          <StatusBadge status={outcome} />
        </Group>
        <Text size="sm">
          {effect} Your server reads the status from the API. The applicant’s page does not show the outcome.
        </Text>
        {outcome === 'REJECTED' && (
          <NativeSelect
            data={[
              { value: '', label: 'Choose a reason', disabled: true },
              ...Object.entries(REASON_WORDS).map(([value, label]) => ({ value, label })),
            ]}
            data-autofocus
            label="Reason"
            onChange={(event) => setReasonCode(event.currentTarget.value as ReasonCode)}
            required
            value={reasonCode}
          />
        )}
        <Textarea
          autosize
          data-autofocus={outcome !== 'REJECTED' || undefined}
          description="For other reviewers. The applicant never sees it."
          label="Note"
          maxLength={MAX_LENGTH}
          maxRows={8}
          minRows={3}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
          }}
          placeholder="What you saw, in a sentence"
          required
          value={note}
        />
        <FormProblem problem={problem} />
        <Group justify="space-between">
          <Text c="dimmed" size="xs" visibleFrom="sm">
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd> decides
          </Text>
          <Group gap="xs" ml="auto">
            <Button onClick={onClose} variant="default">
              Cancel
            </Button>
            <Button color={color} disabled={!isComplete} loading={isRunning} type="submit">
              {verb}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

function Conflict({
  error,
  onClose,
  onReload,
}: {
  readonly error: ApiError
  readonly onClose: () => void
  readonly onReload: () => void
}): ReactElement {
  return (
    <Stack gap="md">
      <Alert color="orange" icon={<IconAlertTriangle />} role="alert" title={`${error.message}.`} variant="light">
        Nothing of yours was saved. Look at the session as it is now.
      </Alert>
      <Group justify="flex-end">
        <Button onClick={onClose} variant="default">
          Cancel
        </Button>
        <Button data-autofocus onClick={onReload}>
          Show it as it is
        </Button>
      </Group>
    </Stack>
  )
}
