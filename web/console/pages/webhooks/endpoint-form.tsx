/** The fields of an endpoint, for a new one and for one that is changed. */
import { Alert, Checkbox, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { EndpointFields } from '../../data/webhooks.ts'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { ApiError } from '../../lib/api.ts'
import { sayEvent } from './words.ts'

const MAX_NAME_LENGTH = 100
const MAX_URL_LENGTH = 2048
const MAX_DESCRIPTION_LENGTH = 500

interface Values {
  name: string
  url: string
  description: string
  choice: 'all' | 'some'
  eventTypes: string[]
  sendsSecret: boolean
}

/** The field that each word of the server is about. */
const FIELDS: Readonly<Record<string, keyof Values>> = {
  name: 'name',
  url: 'url',
  description: 'description',
  event_types: 'eventTypes',
  eventTypes: 'eventTypes',
}

interface EndpointFormProps {
  /** The verb on the button. */
  readonly action: string
  readonly before?: EndpointFields
  /** Every type of events that there is. */
  readonly types: readonly string[]
  readonly onClose: () => void
  readonly onSubmit: (fields: EndpointFields) => Promise<unknown>
}

/** Goes inside of a `Modal`. */
export function EndpointForm({ action, before, types, onClose, onSubmit }: EndpointFormProps): ReactElement {
  const form = useForm<Values>({ initialValues: toValues(before) })
  const { name, url, choice, eventTypes, sendsSecret } = form.values
  const isReady = name.trim() !== '' && url.trim() !== '' && (choice === 'all' || eventTypes.length > 0)
  const showObjections = (error: unknown) => {
    if (!(error instanceof ApiError) || error.hints.length === 0) return false
    const found = error.hints.map(({ path: [word], message }) => {
      const field = FIELDS[String(word)]
      if (field) form.setFieldError(field, message)
      return field !== undefined
    })
    return found.every(Boolean)
  }
  return (
    <DialogForm
      action={action}
      isReady={isReady}
      onClose={onClose}
      onProblem={showObjections}
      onSubmit={() => onSubmit(toFields(form.getValues()))}
    >
      <TextInput
        data-autofocus
        description="For people, such as the service that listens"
        label="Name"
        maxLength={MAX_NAME_LENGTH}
        required
        {...form.getInputProps('name')}
      />
      <TextInput
        autoComplete="off"
        description="A public https address; private ones only where the operator allows them"
        inputMode="url"
        label="URL"
        maxLength={MAX_URL_LENGTH}
        placeholder="https://example.com/webhooks"
        required
        spellCheck={false}
        {...form.getInputProps('url')}
      />
      <Radio.Group label="Events" {...form.getInputProps('choice')}>
        <Stack gap="xs" mt="xs">
          <Radio description="Also types that come to be later" label="All" value="all" />
          <Radio label="Only what I choose" value="some" />
        </Stack>
      </Radio.Group>
      {choice === 'some' && (
        <Checkbox.Group label="Types" {...form.getInputProps('eventTypes')}>
          <Stack gap="xs" mt="xs">
            {types.map((type) => (
              <Checkbox description={type} key={type} label={sayEvent(type)} value={type} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <Textarea
        autosize
        label="Description"
        maxLength={MAX_DESCRIPTION_LENGTH}
        minRows={2}
        {...form.getInputProps('description')}
      />
      <Checkbox
        description="For receivers written for deepidv that compare it; all others check webhook-signature"
        label="Send the secret itself in deepidv-signature"
        {...form.getInputProps('sendsSecret', { type: 'checkbox' })}
      />
      {sendsSecret && (
        <Alert color="orange" icon={<IconAlertTriangle />} p="sm" variant="light">
          Better not: whoever sees a single request, in a log or a proxy, has the secret and can forge every later one.
        </Alert>
      )}
    </DialogForm>
  )
}

function toValues(before: EndpointFields | undefined): Values {
  const { name = '', url = '', description, eventTypes, sendsSecret = false } = before ?? {}
  return {
    ...{ name, url, description: description ?? '', sendsSecret },
    choice: eventTypes ? 'some' : 'all',
    eventTypes: [...(eventTypes ?? [])],
  }
}

function toFields({ name, url, description, choice, eventTypes, sendsSecret }: Values): EndpointFields {
  return {
    ...{ name: name.trim(), url: url.trim(), sendsSecret },
    description: description.trim() || null,
    eventTypes: choice === 'all' ? null : eventTypes,
  }
}
