/** Creates a session by hand, and shows the link that its applicant follows. */
import {
  Alert,
  Button,
  Group,
  Modal,
  NativeSelect,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { sessionQuery } from '../../data/session-detail.ts'
import { type CreatedSession, createSession } from '../../data/sessions.ts'
import type { WorkflowItem } from '../../data/workflow-types.ts'
import { workflowsQuery } from '../../data/workflows.ts'
import { ApplicantLink } from '../../kit/applicant-link.tsx'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { LinkButton } from '../../kit/link.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { ApiError } from '../../lib/api.ts'
import { environment } from '../../lib/environment.ts'
import { useOrganization } from '../../lib/organization.ts'
import { SCENARIO_GROUPS } from './scenarios.ts'
import { EMPTY_START, type Start, startAgain } from './start-again.ts'

/** E.164: a plus and 10 to 15 digits. */
const PHONE_FORM = /^\+[1-9]\d{9,14}$/

const SCENARIO_CHOICES = [
  { value: '', label: 'None: the applicant opens the link' },
  ...SCENARIO_GROUPS.map(({ group, items }) => ({ group, items: [...items] })),
]

/** What 402 means here. */
const NO_TOKENS =
  'The tokens do not suffice for this session, so none was created. Billing says who adds tokens; test sessions are free.'

interface CreateDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  /** Id of the session whose person is asked again. */
  readonly again?: string | undefined
}

/** The dialog; each opening starts with an empty form, or with what an earlier session says of its person. */
export function CreateDialog({ opened, onClose, again }: CreateDialogProps): ReactElement {
  const [created, setCreated] = useState<CreatedSession>()
  const title = again === undefined ? 'Create session' : 'New session for this person'
  return (
    <Modal
      // The link is shown this once: only Done and the cross take it away.
      closeOnEscape={created === undefined}
      onClose={onClose}
      onExitTransitionEnd={() => setCreated(undefined)}
      opened={opened}
      size="lg"
      title={title}
    >
      {created ? (
        <Created onClose={onClose} session={created} />
      ) : (
        <NewSession again={again} onClose={onClose} onCreated={setCreated} />
      )}
    </Modal>
  )
}

function NewSession({
  onClose,
  onCreated,
  again,
}: Omit<CreateDialogProps, 'opened'> & { readonly onCreated: (session: CreatedSession) => void }): ReactElement {
  const { can } = useOrganization()
  const workflows = useQuery({ ...workflowsQuery(), enabled: can('workflows:read') })
  const earlier = useQuery({ ...sessionQuery(again ?? ''), enabled: again !== undefined })
  if (again !== undefined && (earlier.isLoading || workflows.isLoading)) {
    return <Skeleton aria-label="Loading" height={320} role="status" />
  }
  const usable = (workflows.data ?? []).filter(({ isFixture, status }) => !isFixture && status === 'active')
  const start = again === undefined ? EMPTY_START : startAgain(earlier.data, usable)
  return <CreateForm onClose={onClose} onCreated={onCreated} start={start} usable={usable} />
}

function CreateForm({
  onClose,
  onCreated,
  usable,
  start,
}: Pick<CreateDialogProps, 'onClose'> & {
  readonly onCreated: (session: CreatedSession) => void
  readonly usable: readonly WorkflowItem[]
  readonly start: Start
}): ReactElement {
  const { sendsMail, sendsSms } = useOrganization()
  const [invitesByMail, setInvitesByMail] = useState(false)
  const [invitesByPhone, setInvitesByPhone] = useState(false)
  const form = useForm({
    initialValues: start.values,
    validate: {
      firstName: (text) => (text.trim() ? null : 'Enter the first name'),
      lastName: (text) => (text.trim() ? null : 'Enter the last name'),
      email: (text) => (/^\S+@\S+\.\S+$/.test(text.trim()) ? null : 'Enter an e-mail address'),
      phone: (text) => {
        if (text === '') return invitesByPhone ? 'Enter the number that the text message goes to' : null
        return PHONE_FORM.test(text.trim()) ? null : 'Write it as +15192223333'
      },
      redirectUrl: (text) => (text === '' || text.startsWith('https://') ? null : 'Must begin with https://'),
    },
  })
  const submit = async () => {
    if (form.validate().hasErrors) return
    const { firstName, lastName, email, ...rest } = form.getValues()
    const given = Object.entries(rest).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []))
    try {
      const person = { firstName, lastName, email: email.trim() }
      onCreated(await createSession({ ...person, ...Object.fromEntries(given), invitesByMail, invitesByPhone }))
    } catch (error) {
      throw error instanceof ApiError && error.status === 402 ? NO_TOKENS : error
    }
  }
  const showHints = (error: unknown) => {
    if (!(error instanceof ApiError)) return false
    for (const { path, message } of error.hints) form.setFieldError(String(path[0]), message)
    return error.hints.length > 0 && error.hints.every(({ path }) => String(path[0]) in form.values)
  }
  return (
    <DialogForm action="Create" onClose={onClose} onProblem={showHints} onSubmit={submit}>
      {start.notes.length > 0 && (
        <Alert color="blue" variant="light">
          {start.notes.join(' ')}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput data-autofocus label="First name" maxLength={200} required {...form.getInputProps('firstName')} />
        <TextInput label="Last name" maxLength={200} required {...form.getInputProps('lastName')} />
        <TextInput label="E-mail" maxLength={254} required type="email" {...form.getInputProps('email')} />
        <TextInput
          label="Phone"
          maxLength={32}
          placeholder="+15192223333"
          type="tel"
          {...form.getInputProps('phone')}
        />
        <Select
          allowDeselect={false}
          data={[
            { value: '', label: 'Standalone identity check' },
            ...usable.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          label="Workflow"
          {...form.getInputProps('workflowId')}
        />
        <TextInput label="External id" maxLength={255} {...form.getInputProps('externalId')} />
      </SimpleGrid>
      <TextInput
        description="Where the applicant goes afterwards"
        label="Redirect URL"
        maxLength={2048}
        placeholder="https://example.com/done"
        {...form.getInputProps('redirectUrl')}
      />
      {environment === 'sandbox' && (
        <NativeSelect
          data={SCENARIO_CHOICES}
          description="How the session ends by itself within seconds, without pictures"
          label="Scenario"
          {...form.getInputProps('sandboxScenario')}
        />
      )}
      <Stack gap={6}>
        <Switch
          checked={invitesByMail}
          disabled={!sendsMail}
          label="Send the link by e-mail"
          onChange={(event) => setInvitesByMail(event.currentTarget.checked)}
          size="sm"
        />
        <Switch
          checked={invitesByPhone}
          disabled={!sendsSms}
          label="Send the link by text message"
          onChange={(event) => setInvitesByPhone(event.currentTarget.checked)}
          size="sm"
        />
        <Transports sendsMail={sendsMail} sendsSms={sendsSms} />
      </Stack>
    </DialogForm>
  )
}

/** Why a switch cannot be used. */
function Transports({ sendsMail, sendsSms }: { readonly sendsMail: boolean; readonly sendsSms: boolean }) {
  const missing = [...(sendsMail ? [] : ['e-mail']), ...(sendsSms ? [] : ['text messages'])]
  if (missing.length === 0) return null
  return (
    <Text c="dimmed" size="xs">
      This server has no transport for {missing.join(' and ')}
      {missing.length === 2 && ': you pass the link on yourself'}.
    </Text>
  )
}

function Created({
  session,
  onClose,
}: Pick<CreateDialogProps, 'onClose'> & { readonly session: CreatedSession }): ReactElement {
  const { id, url, expiresAt, invitations } = session
  const sent = sayChannels(invitations)
  return (
    <Stack gap="md">
      <Text role="status" size="sm">
        {sent === undefined
          ? 'The session is there. Give this link to the applicant; it ends '
          : `The session is there, and its link is on its way to the applicant by ${sent}; it ends `}
        <TimeAgo moment={expiresAt} />.
      </Text>
      <ApplicantLink url={url} />
      <Group gap="xs" justify="flex-end">
        <LinkButton params={{ id }} to="/sessions/$id" variant="default">
          View session
        </LinkButton>
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}

/** By what the link is on its way; undefined: by nothing. */
function sayChannels({ email, phone }: CreatedSession['invitations']): string | undefined {
  const ways = [...(email === 'queued' ? ['e-mail'] : []), ...(phone === 'queued' ? ['text message'] : [])]
  return ways.length === 0 ? undefined : ways.join(' and ')
}
