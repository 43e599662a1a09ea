/** The two dialogs that end a key: regenerating replaces it, revoking does not. */
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactElement, useState } from 'react'
import { type ApiKey, type GraceSeconds, type IssuedKey, regenerateKey, revokeKey } from '../../data/api-keys.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { FormProblem } from '../../kit/form-problem.tsx'
import { describeUse, isInUse, isUsedLately } from './recent-use.ts'

const GRACES: ReadonlyArray<{ readonly seconds: GraceSeconds; readonly label: string; readonly about: string }> = [
  { seconds: 0, label: 'Now', about: 'The next request with it is refused.' },
  { seconds: 3600, label: 'In 1 hour', about: 'Time to change one server.' },
  { seconds: 86_400, label: 'In 24 hours', about: 'Time for a release.' },
  { seconds: 604_800, label: 'In 7 days', about: 'Both keys work until then.' },
]

interface RegenerateProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
  readonly onIssued: (issued: IssuedKey) => void
}

/** Asks when the old key is revoked; to end one that is in use at once, it must be named first. */
export function RegenerateDialog(props: RegenerateProps): ReactElement {
  return (
    <Modal onClose={props.onClose} opened title={`Regenerate ${props.apiKey.name}`}>
      <RegenerateForm {...props} />
    </Modal>
  )
}

function RegenerateForm({ apiKey, onClose, onIssued }: RegenerateProps): ReactElement {
  // Whoever calls the key gets a day to change it, unless somebody chooses otherwise.
  const [grace, setGrace] = useState<GraceSeconds>(() => (isUsedLately(apiKey, Date.now()) ? 86_400 : 0))
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const mustType = grace === 0 && isInUse(apiKey, Date.now())
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      onIssued(await regenerateKey(apiKey.id, grace))
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text size="sm">
          A fresh key with the same name and limits replaces <KeyEnd apiKey={apiKey} />.{' '}
          {describeUse(apiKey, Date.now())}
        </Text>
        <Radio.Group
          label="Revoke the old key …"
          onChange={(value) => setGrace(GRACES.find(({ seconds }) => String(seconds) === value)?.seconds ?? 0)}
          value={String(grace)}
        >
          <Stack gap="xs" mt="xs">
            {GRACES.map(({ seconds, label, about }) => (
              <Radio description={about} key={seconds} label={label} value={String(seconds)} />
            ))}
          </Stack>
        </Radio.Group>
        {mustType && (
          <TextInput
            autoComplete="off"
            description="The key is in use: whoever sends it must be given the new one."
            label={`Type ${apiKey.name} to confirm`}
            onChange={(event) => setTyped(event.currentTarget.value)}
            value={typed}
          />
        )}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose} variant="default">
            Cancel
          </Button>
          <Button
            disabled={mustType && typed !== apiKey.name}
            loading={isBusy}
            type="submit"
            {...(grace === 0 && { color: 'red.9' })}
          >
            Regenerate key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The part of a key that may always be shown, in one piece. */
function KeyEnd({ apiKey: { display } }: { readonly apiKey: ApiKey }): ReactElement {
  return (
    <Text component="code" ff="monospace" fz={13} style={{ whiteSpace: 'nowrap' }}>
      {display}
    </Text>
  )
}

/** Ends a key for good. An old key that was regenerated and lies still needs no name to be typed. */
export function RevokeDialog({
  apiKey,
  onClose,
  onRevoked,
}: {
  readonly apiKey: ApiKey
  readonly onClose: () => void
  readonly onRevoked: () => void
}): ReactElement {
  const isOld = apiKey.state === 'replaced'
  const mustType = !isOld || isInUse(apiKey, Date.now())
  return (
    <ConfirmDialog
      action={isOld ? 'End it now' : 'Revoke key'}
      onClose={onClose}
      onConfirm={async () => {
        await revokeKey(apiKey.id)
        onRevoked()
      }}
      opened
      title={isOld ? `End the old key of ${apiKey.name}` : `Revoke ${apiKey.name}`}
      {...(mustType && { typed: apiKey.name })}
    >
      <KeyEnd apiKey={apiKey} /> ends at once: the next request with it answers 401. This cannot be undone.{' '}
      {describeUse(apiKey, Date.now())}
    </ConfirmDialog>
  )
}
