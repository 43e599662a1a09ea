/** Turns two-factor sign-in on: password, QR code and first code, backup codes. */
import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { accountQuery, confirmTwoFactor, startTwoFactor, type TwoFactorSetup } from '../../data/account.ts'
import { meQuery } from '../../data/me.ts'
import { CodeInput } from '../../kit/code-input.tsx'
import { FormProblem } from '../../kit/form-problem.tsx'
import { QrCode } from '../../kit/qr-code.tsx'
import { useSubmit } from '../../lib/use-submit.ts'
import { BackupCodes } from './backup-codes.tsx'
import { PasswordForm } from './password-form.tsx'

interface DialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Whatever was shown is forgotten when the dialog closes. */
export function StartTwoFactorDialog({ opened, onClose }: DialogProps): ReactElement {
  return (
    <Modal onClose={onClose} opened={opened} title="Turn on two-factor sign-in">
      <StartTwoFactor onClose={onClose} />
    </Modal>
  )
}

function StartTwoFactor({ onClose }: { readonly onClose: () => void }): ReactElement {
  const queryClient = useQueryClient()
  const [setup, setSetup] = useState<TwoFactorSetup>()
  const [isOn, setOn] = useState(false)
  if (!setup) {
    return (
      <PasswordForm
        action="Continue"
        onCancel={onClose}
        onPassword={async (password) => setSetup(await startTwoFactor(password))}
      >
        You need an authenticator app on your phone, for example Aegis, 1Password, Google Authenticator or the password
        manager of your phone.
      </PasswordForm>
    )
  }
  if (!isOn) return <ScanCode onCancel={onClose} onConfirmed={() => setOn(true)} uri={setup.uri} />
  const finish = () => {
    onClose()
    void queryClient.invalidateQueries(accountQuery)
    void queryClient.invalidateQueries(meQuery)
  }
  return <BackupCodes codes={setup.backupCodes} onDone={finish} />
}

function ScanCode({
  uri,
  onCancel,
  onConfirmed,
}: {
  readonly uri: string
  readonly onCancel: () => void
  readonly onConfirmed: () => void
}): ReactElement {
  const [code, setCode] = useState('')
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    await confirmTwoFactor(code)
    onConfirmed()
  }, ['code'])
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack gap="md">
        <Text size="sm">Scan this with the app, then enter the 6 digits that it shows.</Text>
        <Group justify="center">
          <QrCode label="QR code for the authenticator app" text={uri} />
        </Group>
        <Text c="dimmed" size="xs">
          Cannot scan? Enter this key in the app: <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code>
        </Text>
        <CodeInput error={fieldProblems.code} label="Code" onChange={setCode} value={code} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button onClick={onCancel} variant="default">
            Cancel
          </Button>
          <Button disabled={code.length < 6} loading={isRunning} type="submit">
            Turn on
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
