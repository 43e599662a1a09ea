/** Dialogs that make or change a key: create, rename, restrict. */
import { Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { type ApiKey, changeKey, createKey, type IssuedKey, type KeyEnvironment } from '../../data/api-keys.ts'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { NO_LIMITS, scopesToGive, toChangedRestrictions, toLimitFields, toRestrictions } from './key-limits.ts'
import { LimitInputs } from './limit-inputs.tsx'
import { showObjections, useLimitForm } from './use-limit-form.ts'

const MAX_NAME_LENGTH = 200

interface EditDialogProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** Makes a key for either environment. */
export function CreateDialog({
  onClose,
  onIssued,
}: {
  readonly onClose: () => void
  readonly onIssued: (issued: IssuedKey, name: string) => void
}): ReactElement {
  const page = useOrganization()
  const [environment, setEnvironment] = useState<KeyEnvironment>(page.environment)
  const [name, setName] = useState('')
  const form = useLimitForm(NO_LIMITS)
  const all = scopesToGive(page.can)
  const create = async () => {
    const issued = await createKey({ environment, name: name.trim(), ...toRestrictions(form.getValues(), all) })
    onIssued(issued, name.trim())
  }
  return (
    <Modal onClose={onClose} opened size="lg" title="Create API key">
      <EditForm action="Create key" form={form} isReady={name.trim() !== ''} onClose={onClose} onSubmit={create}>
        <NameInput onChange={setName} value={name} />
        <Stack gap={4}>
          <Text fw={500} id="key-environment" size="sm">
            Environment
          </Text>
          <SegmentedControl
            aria-labelledby="key-environment"
            data={[
              { value: 'live', label: 'Live' },
              { value: 'sandbox', label: 'Test' },
            ]}
            onChange={(value) => {
              setEnvironment(value === 'live' ? 'live' : 'sandbox')
              form.setFieldValue('workflowId', '')
            }}
            value={environment}
          />
          <Text c="dimmed" size="xs">
            {environment === 'live' ? 'Real checks, paid in tokens.' : 'Test data. Nothing is charged or sent.'}
          </Text>
        </Stack>
        <LimitInputs environment={environment} form={form} isFolded />
      </EditForm>
    </Modal>
  )
}

/** Changes what a key may do; what was not touched stays as it is. */
export function RestrictDialog({ apiKey, onClose, onChanged }: EditDialogProps): ReactElement {
  const { can } = useOrganization()
  const [before] = useState(() => toLimitFields(apiKey))
  const form = useLimitForm(before)
  const save = async () => {
    const changes = toChangedRestrictions(before, form.getValues(), scopesToGive(can))
    if (Object.keys(changes).length === 0) return onClose()
    await changeKey(apiKey.id, changes)
    onChanged()
  }
  return (
    <Modal onClose={onClose} opened size="lg" title={`Restrict ${apiKey.name}`}>
      <EditForm action="Save" form={form} isReady onClose={onClose} onSubmit={save}>
        <Text size="sm">Changes count from the next request on.</Text>
        <LimitInputs environment={apiKey.environment} form={form} isFolded={false} />
      </EditForm>
    </Modal>
  )
}

/** Gives a key another name. */
export function RenameDialog({ apiKey, onClose, onChanged }: EditDialogProps): ReactElement {
  const [name, setName] = useState(apiKey.name)
  const form = useLimitForm(NO_LIMITS)
  const save = async () => {
    await changeKey(apiKey.id, { name: name.trim() })
    onChanged()
  }
  return (
    <Modal onClose={onClose} opened title={`Rename ${apiKey.name}`}>
      <EditForm action="Rename" form={form} isReady={name.trim() !== ''} onClose={onClose} onSubmit={save}>
        <NameInput onChange={setName} value={name} />
      </EditForm>
    </Modal>
  )
}

function NameInput(props: { readonly value: string; readonly onChange: (name: string) => void }): ReactElement {
  return (
    <TextInput
      autoComplete="off"
      data-autofocus
      description="Where it is used, such as Shop backend. Nobody but your organization sees it."
      label="Name"
      maxLength={MAX_NAME_LENGTH}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      required
      value={props.value}
    />
  )
}

interface EditFormProps {
  readonly form: ReturnType<typeof useLimitForm>
  readonly action: string
  readonly isReady: boolean
  readonly onClose: () => void
  readonly onSubmit: () => Promise<void>
  readonly children: ReactNode
}

function EditForm({ form, onSubmit, ...dialog }: EditFormProps): ReactElement {
  const submit = async () => {
    if (!form.validate().hasErrors) await onSubmit()
  }
  return <DialogForm {...dialog} onProblem={(error) => showObjections(form, error)} onSubmit={submit} />
}
