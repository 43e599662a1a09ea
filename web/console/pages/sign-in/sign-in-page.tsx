/** Sign in: e-mail and password, or a passkey; the second factor has a page of its own. */
import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { signIn, signInOptionsQuery } from '../../data/sign-in.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { goToNext } from '../../lib/next.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'
import { PasskeyEntry } from '../entry/passkey-entry.tsx'

const route = getRouteApi('/sign-in')

/** The page. */
export function SignInPage(): ReactElement {
  const { next } = route.useSearch()
  const navigate = useNavigate()
  const { data: options } = useQuery(signInOptionsQuery)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isAsked, setAsked] = useState(false)
  // The button is never off: what a browser filled in by itself is not told to the page before a click.
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    setAsked(true)
    if (email === '' || password === '') return
    const { isTwoFactorNeeded } = await signIn({ email, password })
    if (isTwoFactorNeeded) await navigate({ to: '/two-factor', search: { next } })
    else goToNext(next)
  }, ['email'])
  return (
    <EntryFrame
      footer={
        options?.signUp === 'invited' ? (
          `New here? Ask an owner of your organization for an invitation${options.operatorContact ? `, or the operator: ${options.operatorContact}` : ''}.`
        ) : (
          <>
            New here?{' '}
            <LinkAnchor search={{ next }} to="/sign-up" underline="always">
              Create an account
            </LinkAnchor>
          </>
        )
      }
      title="Sign in"
    >
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md">
          <TextInput
            autoComplete="username webauthn"
            autoFocus
            error={fieldProblems.email ?? (isAsked && email === '' && 'Enter your e-mail address.')}
            inputMode="email"
            label="E-mail"
            onChange={(event) => setEmail(event.currentTarget.value)}
            type="email"
            value={email}
          />
          <PasswordInput
            autoComplete="current-password"
            error={isAsked && password === '' && 'Enter your password.'}
            label="Password"
            onChange={(event) => setPassword(event.currentTarget.value)}
            value={password}
          />
          <FormProblem problem={problem} />
          <Button fullWidth loading={isRunning} type="submit">
            Continue
          </Button>
        </Stack>
      </form>
      <PasskeyEntry isOffered next={next} />
      <Group justify="center" mt="md">
        <LinkAnchor size="sm" to="/forgot-password">
          Forgot your password?
        </LinkAnchor>
      </Group>
    </EntryFrame>
  )
}
