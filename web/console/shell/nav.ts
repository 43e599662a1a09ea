/** The sidebar's pages in their groups, with the scope that each needs and the key that leads there after `g`. */
import {
  IconActivity,
  IconBook,
  IconBuilding,
  IconChecklist,
  IconCoins,
  IconHistory,
  IconHome,
  IconKey,
  IconListDetails,
  IconRoute,
  IconServerCog,
  IconShieldLock,
  IconTerminal2,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'
import type { Scope } from '../data/me.ts'
import type { Organization } from '../lib/organization.ts'

export interface NavPage {
  readonly to: NonNullable<LinkProps['to']>
  readonly label: string
  readonly Icon: typeof IconHome
  readonly scope?: Scope
  readonly isForOperators?: true
  readonly key?: string
  /** Other words by which the palette finds it. */
  readonly keywords?: readonly string[]
}

/** What opens beside the console. */
export interface NavLinkOut {
  readonly href: string
  readonly label: string
  readonly Icon: typeof IconHome
  readonly keywords: readonly string[]
}

export interface NavGroup {
  readonly label: string
  readonly pages: readonly NavPage[]
  readonly links?: readonly NavLinkOut[]
}

export const NAV_GROUPS: readonly NavGroup[] = [
  {
    label: 'Verify',
    pages: [
      { to: '/', label: 'Home', Icon: IconHome, scope: 'sessions:read', key: 'h' },
      { to: '/sessions', label: 'Sessions', Icon: IconListDetails, scope: 'sessions:read', key: 's' },
      { to: '/review', label: 'Review', Icon: IconChecklist, scope: 'sessions:decide', key: 'r' },
      { to: '/workflows', label: 'Workflows', Icon: IconRoute, scope: 'workflows:read', key: 'w' },
    ],
  },
  {
    label: 'Develop',
    pages: [
      { to: '/usage', label: 'Usage', Icon: IconActivity, scope: 'usage:read', key: 'u' },
      { to: '/logs', label: 'Logs', Icon: IconTerminal2, scope: 'usage:read', key: 'l' },
      {
        ...{ to: '/webhooks', label: 'Webhooks', Icon: IconWebhook, scope: 'webhooks:read', key: 'e' },
        keywords: ['events', 'endpoint', 'deliveries', 'integrations'],
      },
    ],
    links: [{ href: '/docs/', label: 'API reference', Icon: IconBook, keywords: ['docs', 'openapi', 'routes'] }],
  },
  {
    label: 'Settings',
    pages: [
      {
        ...{ to: '/settings/api-keys', label: 'API Keys', Icon: IconKey, scope: 'keys:read', key: 'k' },
        keywords: ['copy key', 'revoke key', 'secret', 'token'],
      },
      { to: '/billing', label: 'Billing', Icon: IconCoins, scope: 'billing:read', key: 'b' },
      { to: '/settings/team', label: 'Team', Icon: IconUsers, scope: 'members:read', key: 't' },
      { to: '/settings/organization', label: 'Organization', Icon: IconBuilding, scope: 'members:read', key: 'o' },
      { to: '/settings/security', label: 'Security', Icon: IconShieldLock, scope: 'organization:write' },
      { to: '/audit-log', label: 'Audit log', Icon: IconHistory, scope: 'audit:read', key: 'a' },
      { to: '/installation', label: 'Installation', Icon: IconServerCog, isForOperators: true, key: 'i' },
    ],
  },
]

/** The groups with the pages that a member may see; what leads out of the console stands beside pages alone. */
export function visibleGroups({ can, isOperator }: Pick<Organization, 'can' | 'isOperator'>): NavGroup[] {
  return NAV_GROUPS.map(({ pages, ...group }) => ({
    ...group,
    pages: pages.filter(
      ({ scope, isForOperators }) => (scope === undefined || can(scope)) && (!isForOperators || isOperator),
    ),
  })).filter(({ pages }) => pages.length > 0)
}
