/** Forgot password: has a link mailed, or says who makes one and how. */
import { Alert, Button, Code, Stack, Text, TextInput } from '@mantine/core'
import { IconKey, IconMail } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { requestPasswordReset } from '../../data/sign-in.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { useSubmit } from '../../lib/use-submit.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'

/** The page. */
export function ForgotPasswordPage(): ReactElement {
  const [email, setEmail] = useState('')
  const [isAsked, setAsked] = useState(false)
  const [isMailed, setMailed] = useState(false)
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    setMailed(await requestPasswordReset(email))
    setAsked(true)
  }, ['email'])
  return (
    <EntryFrame
      footer={
        <LinkAnchor to="/sign-in" underline="always">
          Back to sign in
        </LinkAnchor>
      }
      title="Forgot your password?"
    >
      {isAsked && isMailed ? (
        <Alert icon={<IconMail aria-hidden="true" />} role="status" title="Look into your mailbox" variant="light">
          If {email} has an account here, a link by which you set another password is on its way. It works once, for 30
          minutes.
        </Alert>
      ) : isAsked ? (
        <Alert
          icon={<IconKey aria-hidden="true" />}
          role="status"
          title="Ask the operator for your link"
          variant="light"
        >
          <Stack gap="xs">
            <Text size="sm">
              This server sends no e-mail. If {email} has an account here, whoever runs the server makes a link by this
              command and hands it to you. It works once, for 30 minutes.
            </Text>
            <Code block>npm run openidv -- members reset-link --email {email}</Code>
          </Stack>
        </Alert>
      ) : (
        <form noValidate onSubmit={onSubmit}>
          <Stack gap="md">
            <Text c="dimmed" size="sm">
              A link lets you set another password. You get it by e-mail, or from whoever runs this server if it sends
              none.
            </Text>
            <TextInput
              autoComplete="username"
              autoFocus
              error={fieldProblems.email}
              inputMode="email"
              label="E-mail"
              onChange={(event) => setEmail(event.currentTarget.value)}
              type="email"
              value={email}
            />
            <FormProblem problem={problem} />
            <Button disabled={email === ''} fullWidth loading={isRunning} type="submit">
              Ask for a link
            </Button>
          </Stack>
        </form>
      )}
    </EntryFrame>
  )
}
