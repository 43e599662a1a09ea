/** The pages of the console in three groups; those that the role does not allow are left out. */
import { AppShell, Badge, NavLink, ScrollArea, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { reviewCountQuery } from '../data/review.ts'
import { useOrganization } from '../lib/organization.ts'
import { type NavPage, visibleGroups } from './nav.ts'
import classes from './shell.module.css'

const MAX_SHOWN = 999

/** The sidebar's content. */
export function Sidebar(): ReactElement {
  const organization = useOrganization()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <AppShell.Section component={ScrollArea} grow px={8} pb="md">
      {visibleGroups(organization).map(({ label, pages, links = [] }) => (
        <div key={label}>
          <Text className={classes.group}>{label}</Text>
          {pages.map((page) => (
            <PageLink isActive={isWithin(path, page.to)} key={page.to} page={page} />
          ))}
          {links.map(({ href, label: name, Icon }) => (
            <NavLink
              className={classes.link}
              component="a"
              href={href}
              key={href}
              label={name}
              leftSection={<Icon aria-hidden="true" size={18} stroke={1.6} />}
              rel="noopener"
              rightSection={<IconExternalLink aria-label="(opens in a new tab)" size={14} stroke={1.6} />}
              target="_blank"
            />
          ))}
        </div>
      ))}
    </AppShell.Section>
  )
}

function PageLink({ page, isActive }: { readonly page: NavPage; readonly isActive: boolean }): ReactElement {
  const { to, label, Icon } = page
  return (
    <NavLink
      active={isActive}
      aria-current={isActive ? 'page' : undefined}
      className={classes.link}
      component={Link}
      label={label}
      leftSection={<Icon aria-hidden="true" size={18} stroke={1.6} />}
      rightSection={to === '/review' && <ReviewCount />}
      to={to}
    />
  )
}

/** How many sessions wait for a person; nothing when none does. */
function ReviewCount(): ReactElement | null {
  const { data } = useQuery(reviewCountQuery())
  if (!data?.count) return null
  return (
    <Badge aria-label={`, ${data.count} waiting`} color="blue" radius="sm" size="sm" variant="light">
      {data.count > MAX_SHOWN ? `${MAX_SHOWN}+` : data.count}
    </Badge>
  )
}

function isWithin(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}
