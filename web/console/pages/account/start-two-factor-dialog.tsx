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

/** Whatever was shown is forgotten when the dialog closes; backup codes are put away by their button alone. */
export function StartTwoFactorDialog({ opened, onClose }: DialogProps): ReactElement {
  const [isOn, setOn] = useState(false)
  return (
    <Modal
      closeOnEscape={!isOn}
      onClose={onClose}
      onExitTransitionEnd={() => setOn(false)}
      opened={opened}
      title="Turn on two-factor sign-in"
      withCloseButton={!isOn}
    >
      <StartTwoFactor isOn={isOn} onClose={onClose} onOn={() => setOn(true)} />
    </Modal>
  )
}

interface StartTwoFactorProps {
  readonly isOn: boolean
  readonly onOn: () => void
  readonly onClose: () => void
}

function StartTwoFactor({ isOn, onOn, onClose }: StartTwoFactorProps): ReactElement {
  const queryClient = useQueryClient()
  const [setup, setSetup] = useState<TwoFactorSetup>()
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
  if (isOn) return <BackupCodes codes={setup.backupCodes} onDone={onClose} />
  const confirm = () => {
    onOn()
    void queryClient.invalidateQueries(accountQuery)
    void queryClient.invalidateQueries(meQuery)
  }
  return <ScanCode onCancel={onClose} onConfirmed={confirm} uri={setup.uri} />
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
