/** Tells people on every page that an operator took their second factor away, until they have read it. */
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconShieldOff } from '@tabler/icons-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { markResetRead } from '../data/account.ts'
import { meQuery } from '../data/me.ts'
import { LinkAnchor } from '../kit/link.tsx'
import { toastError } from '../kit/toast.tsx'
import { sayDay } from '../lib/say-day.ts'

/** Nothing for people whose second factor was left alone. */
export function ResetBanner(): ReactElement | null {
  const client = useQueryClient()
  const { data } = useSuspenseQuery(meQuery)
  const { twoFactorResetAt } = data.person
  if (twoFactorResetAt === undefined) return null
  const dismiss = () => {
    markResetRead()
      .then(() => client.invalidateQueries({ queryKey: meQuery.queryKey }))
      .catch((error) => toastError('The notice stays', error))
  }
  return (
    <Alert
      color="yellow"
      icon={<IconShieldOff />}
      mb="md"
      role="status"
      title={`An operator switched your two-factor sign-in off on ${sayDay(twoFactorResetAt)}`}
      variant="light"
    >
      <Group justify="space-between">
        <Text flex="1 1 280px" size="sm">
          Your password alone signs you in, and every device was signed out. If you did not ask for it, change your
          password and tell the operator.{' '}
          <LinkAnchor underline="always" to="/account">
            Set it up again
          </LinkAnchor>
        </Text>
        <Button onClick={dismiss} size="sm" variant="default">
          I have read this
        </Button>
      </Group>
    </Alert>
  )
}
