/** The frame of every page inside an organization: header, sidebar, test banner, palette and shortcuts. */
import { AppShell, Box, Burger, Group } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { type ReactElement, useEffect } from 'react'
import { environment } from '../lib/environment.ts'
import { BalanceBanner } from './balance-banner.tsx'
import { BalanceChip } from './balance-chip.tsx'
import { ClosingBanner } from './closing-banner.tsx'
import { EnvironmentSwitch } from './environment-switch.tsx'
import { FactorGate } from './factor-gate.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { OrganizationSwitch } from './organization-switch.tsx'
import { Palette, PaletteButton } from './palette.tsx'
import { ResetBanner } from './reset-banner.tsx'
import { SandboxBanner } from './sandbox-banner.tsx'
import classes from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { Sidebar } from './sidebar.tsx'
import { useOneOrganization } from './use-one-organization.ts'
import { UserMenu } from './user-menu.tsx'
import { WebhookBanner } from './webhook-banner.tsx'

/** Everything a signed-in member sees. */
export function Shell(): ReactElement {
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the page changes
  useEffect(close, [path, close])
  useHotkeys([['Escape', close]])
  useOneOrganization()
  return (
    <AppShell
      className={environment === 'sandbox' ? classes.sandbox : undefined}
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <AppShell.Header className={classes.header}>
        <Group gap="sm" h="100%" justify="space-between" px="md" wrap="nowrap">
          <Group gap="xs" miw={0} wrap="nowrap">
            <Burger
              aria-expanded={opened}
              aria-label="Navigation"
              hiddenFrom="sm"
              onClick={toggle}
              opened={opened}
              size="sm"
            />
            <OrganizationSwitch />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PaletteButton />
            <BalanceChip />
            <Box visibleFrom="xs">
              <EnvironmentSwitch />
            </Box>
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label="Main" className={classes.navbar} component="nav" data-open={opened || undefined}>
        <AppShell.Section hiddenFrom="xs" pt="md" px="md">
          <EnvironmentSwitch isWide />
        </AppShell.Section>
        <Sidebar />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="main" tabIndex={-1}>
        <OfflineBanner />
        <ClosingBanner />
        <ResetBanner />
        <BalanceBanner />
        <WebhookBanner />
        {environment === 'sandbox' && <SandboxBanner />}
        <div className={classes.page}>
          <FactorGate>
            <Outlet />
          </FactorGate>
        </div>
      </AppShell.Main>
      <Palette />
      <Shortcuts />
    </AppShell>
  )
}
