/** Stands in for the pages while the organization or the installation asks for two-factor sign-in and the person has none. */
import { Button, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { meQuery } from '../data/me.ts'
import { LinkButton } from '../kit/link.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { useOrganization } from '../lib/organization.ts'

/** The account stays open: it is where the second factor is turned on. */
export function FactorGate({ children }: { readonly children: ReactNode }): ReactElement {
  const { needsTwoFactor, name } = useOrganization()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const client = useQueryClient()
  if (!needsTwoFactor || path === '/account') return <>{children}</>
  return (
    <>
      <PageHeader title="Two-factor sign-in needed" />
      <Paper p="xl" withBorder>
        <Stack align="center" gap="sm">
          <ThemeIcon aria-hidden="true" color="gray" radius="xl" size={44} variant="light">
            <IconShieldLock size={22} />
          </ThemeIcon>
          <Text fw={600}>{name} opens with two-factor sign-in only</Text>
          <Text c="dimmed" maw={480} size="sm" ta="center">
            Turn it on in your account with an authenticator app, or add a passkey there; then this organization opens.
          </Text>
          <Group gap="xs">
            <LinkButton to="/account">Open your account</LinkButton>
            <Button onClick={() => void client.invalidateQueries({ queryKey: meQuery.queryKey })} variant="default">
              I have done it
            </Button>
          </Group>
        </Stack>
      </Paper>
    </>
  )
}
