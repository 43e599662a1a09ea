/** Sign up: name, e-mail and password; the organization comes after it. */
import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { signInOptionsQuery, signUp } from '../../data/sign-in.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { NewPasswordInput } from '../../kit/new-password-input.tsx'
import { goToNext } from '../../lib/next.ts'
import { ratePassword } from '../../lib/password-strength.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'

const route = getRouteApi('/sign-up')
/** Whoever comes from a team's invitation goes back to it; an operator's has its secret behind the `#`. */
const INVITATION = /^\/accept-invitation\/(?<secret>[^/?#]+)$/

const WORDS = {
  open: undefined,
  invited: 'Accounts here are by invitation: open the link that you were given, and use the address that was invited.',
  first: 'You are the first person here and will run this installation: you grant tokens and let others sign up.',
} as const

/** The page. */
export function SignUpPage(): ReactElement {
  const { next } = route.useSearch()
  const { data: options } = useQuery(signInOptionsQuery)
  const [own] = useState(() => window.location.hash.slice(1))
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    await signUp({ name, email, password, invitation: own || INVITATION.exec(next ?? '')?.groups?.secret })
    goToNext(next, '/onboarding')
  }, ['name', 'email', 'password'])
  const isComplete = name.trim() !== '' && email !== '' && ratePassword(password).isEnough
  return (
    <EntryFrame
      description={options && WORDS[options.signUp]}
      footer={
        <>
          Have an account?{' '}
          <LinkAnchor search={{ next }} to="/sign-in" underline="always">
            Sign in
          </LinkAnchor>
        </>
      }
      title="Create your account"
    >
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md">
          <TextInput
            autoComplete="name"
            autoFocus
            error={fieldProblems.name}
            label="Your name"
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            value={name}
          />
          <TextInput
            autoComplete="username"
            error={fieldProblems.email}
            inputMode="email"
            label="E-mail"
            onChange={(event) => setEmail(event.currentTarget.value)}
            type="email"
            value={email}
          />
          <NewPasswordInput error={fieldProblems.password} label="Password" onChange={setPassword} value={password} />
          <FormProblem problem={problem} />
          <Button disabled={!isComplete} fullWidth loading={isRunning} type="submit">
            Create account
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  )
}
