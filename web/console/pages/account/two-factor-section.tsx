/** Two-factor sign-in: on, off, and its backup codes. */
import { Badge, Button, Group, Text } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import type { Account } from '../../data/account.ts'
import { Section } from '../../kit/section.tsx'
import { EndTwoFactorDialog } from './end-two-factor-dialog.tsx'
import { RenewCodesDialog } from './renew-codes-dialog.tsx'
import { StartTwoFactorDialog } from './start-two-factor-dialog.tsx'

type Dialog = 'start' | 'renew' | 'end'

/** Each act is a dialog that asks for the password first. */
export function TwoFactorSection({ account }: { readonly account: Account }): ReactElement {
  const [dialog, setDialog] = useState<Dialog>()
  const { isTwoFactorOn, backupCodesLeft = 0 } = account
  const close = () => setDialog(undefined)
  return (
    <Section
      description="Besides your password, a code of an authenticator app on your phone. A stolen password alone then opens nothing."
      title="Two-factor sign-in"
    >
      <Group justify="space-between">
        <Group gap="sm">
          <Badge
            color={isTwoFactorOn ? 'green' : 'gray'}
            leftSection={
              isTwoFactorOn ? (
                <IconShieldCheck aria-hidden="true" size={13} />
              ) : (
                <IconShieldOff aria-hidden="true" size={13} />
              )
            }
            radius="sm"
            tt="none"
            variant="light"
          >
            {isTwoFactorOn ? 'On' : 'Off'}
          </Badge>
          {isTwoFactorOn && <Text size="sm">{describeCodes(backupCodesLeft)}</Text>}
        </Group>
        <Group gap="xs">
          {isTwoFactorOn ? (
            <>
              <Button onClick={() => setDialog('renew')} variant="default">
                New backup codes
              </Button>
              <Button onClick={() => setDialog('end')} variant="default">
                Turn off
              </Button>
            </>
          ) : (
            <Button onClick={() => setDialog('start')}>Turn on</Button>
          )}
        </Group>
      </Group>
      <StartTwoFactorDialog onClose={close} opened={dialog === 'start'} />
      <RenewCodesDialog onClose={close} opened={dialog === 'renew'} />
      <EndTwoFactorDialog onClose={close} opened={dialog === 'end'} />
    </Section>
  )
}

function describeCodes(left: number): string {
  if (left === 0) return 'No backup code is left: make others.'
  return `${left} backup ${left === 1 ? 'code is' : 'codes are'} left.`
}
