/** The second half of a sign-in: the code of an authenticator, or a backup code. */
import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { verifyCode } from '../../data/sign-in.ts'
import { CodeInput } from '../../kit/code-input.tsx'
import { FormProblem } from '../../kit/form-problem.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { goToNext } from '../../lib/next.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'
import { PasskeyEntry } from '../entry/passkey-entry.tsx'

const route = getRouteApi('/two-factor')

/** The page. */
export function TwoFactorPage(): ReactElement {
  const { next } = route.useSearch()
  const [kind, setKind] = useState<'authenticator' | 'backup'>('authenticator')
  const [code, setCode] = useState('')
  const [trustDevice, setTrustDevice] = useState(false)
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    await verifyCode({ kind, code, trustDevice })
    goToNext(next)
  }, ['code'])
  const isBackup = kind === 'backup'
  return (
    <EntryFrame
      description={
        isBackup
          ? 'Each backup code works once. You kept them when you switched two-factor sign-in on.'
          : 'Enter the 6 digits that your authenticator app shows.'
      }
      footer={
        <LinkAnchor search={{ next }} to="/sign-in" underline="always">
          Start again
        </LinkAnchor>
      }
      title="Two-factor sign-in"
    >
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md">
          {isBackup ? (
            <TextInput
              autoComplete="off"
              autoFocus
              error={fieldProblems.code}
              key="backup"
              label="Backup code"
              onChange={(event) => setCode(event.currentTarget.value)}
              placeholder="AbCdE-12345-fGhIj-67890"
              spellCheck={false}
              value={code}
            />
          ) : (
            <CodeInput error={fieldProblems.code} key="authenticator" label="Code" onChange={setCode} value={code} />
          )}
          <Checkbox
            checked={trustDevice}
            label="Trust this device for 30 days"
            onChange={(event) => setTrustDevice(event.currentTarget.checked)}
          />
          <FormProblem problem={problem} />
          <Button disabled={code.trim().length < 6} fullWidth loading={isRunning} type="submit">
            Sign in
          </Button>
          <Button
            onClick={() => {
              setKind(isBackup ? 'authenticator' : 'backup')
              setCode('')
            }}
            size="compact-sm"
            variant="subtle"
          >
            {isBackup ? 'Use the authenticator' : 'Use a backup code'}
          </Button>
        </Stack>
      </form>
      <PasskeyEntry next={next} />
    </EntryFrame>
  )
}
