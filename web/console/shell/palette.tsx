/** The command palette: every page, every switch, and the search of sessions by typing. */
import { ActionIcon, Button, Kbd, Text } from '@mantine/core'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconKey, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import type { Scope } from '../data/me.ts'
import { environment, otherEnvironmentPath } from '../lib/environment.ts'
import { useOrganization } from '../lib/organization.ts'
import { signOut } from '../lib/sign-out.ts'
import { visibleGroups } from './nav.ts'
import { openShortcutHelp } from './shortcut-help.tsx'

const MAX_SHOWN = 12
/** As the search of the list of sessions. */
const MAX_QUERY_LENGTH = 254

/** What people call what they come to the list of keys for. */
const KEY_ACTS: ReadonlyArray<{ id: string; label: string; scope: Scope; keywords: string[] }> = [
  { id: 'copy-key', label: 'Copy an API key', scope: 'keys:reveal', keywords: ['copy key', 'show key', 'reveal key'] },
  {
    ...{ id: 'regenerate-key', label: 'Regenerate an API key', scope: 'keys:write' },
    keywords: ['regenerate key', 'rotate key', 'roll key', 'renew key', 'replace key'],
  },
]

/** Opens by Ctrl K or ⌘ K. */
export function Palette(): ReactElement {
  const organization = useOrganization()
  const { can } = organization
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const groups = visibleGroups(organization)
  const links: SpotlightActionData[] = groups.flatMap(({ label: group, links = [] }) =>
    links.map(({ href, label, Icon, keywords }) => ({
      ...{ id: href, label, description: group, keywords: [...keywords] },
      leftSection: <Icon aria-hidden="true" size={18} stroke={1.6} />,
      onClick: () => void window.open(href, '_blank', 'noopener'),
    })),
  )
  const pages: SpotlightActionData[] = groups.flatMap(({ label: group, pages }) =>
    pages.map(({ to, label, Icon, key, keywords }) => ({
      id: to,
      label,
      description: group,
      ...(keywords && { keywords: [...keywords] }),
      leftSection: <Icon aria-hidden="true" size={18} stroke={1.6} />,
      rightSection: key && <Kbd size="xs">g {key}</Kbd>,
      onClick: () => void navigate({ to }),
    })),
  )
  const keys: SpotlightActionData[] = KEY_ACTS.filter(({ scope }) => can(scope)).map(({ id, label, keywords }) => ({
    ...{ id, label, keywords },
    description: 'API Keys',
    leftSection: <IconKey aria-hidden="true" size={18} stroke={1.6} />,
    onClick: () => void navigate({ to: '/settings/api-keys' }),
  }))
  const acts: SpotlightActionData[] = [
    { id: 'account', label: 'Account', description: 'You', onClick: () => void navigate({ to: '/account' }) },
    {
      id: 'environment',
      label: environment === 'live' ? 'Switch to test data' : 'Switch to live data',
      description: 'Environment',
      onClick: () => window.location.assign(otherEnvironmentPath()),
    },
    { id: 'shortcuts', label: 'Keyboard shortcuts', description: 'Help', onClick: openShortcutHelp },
    { id: 'sign-out', label: 'Sign out', description: 'You', onClick: () => void signOut() },
  ]
  const search: SpotlightActionData = {
    id: 'search-sessions',
    label: `Search sessions for “${query.trim()}”`,
    // What was typed, so that this is found whatever it is.
    keywords: [query],
    leftSection: <IconSearch aria-hidden="true" size={18} stroke={1.6} />,
    onClick: () => void navigate({ to: '/sessions', search: { q: query.trim() } }),
  }
  const isSearch = can('sessions:read') && query.trim() !== ''
  return (
    <Spotlight
      actions={[...pages, ...links, ...keys, ...acts, ...(isSearch ? [search] : [])]}
      closeOnClickOutside
      highlightQuery
      limit={MAX_SHOWN}
      nothingFound="Nothing found"
      onQueryChange={setQuery}
      query={query}
      searchProps={{
        'aria-label': 'Search pages and commands',
        placeholder: can('sessions:read') ? 'Pages, commands or sessions' : 'Pages and commands',
        maxLength: MAX_QUERY_LENGTH,
      }}
      shortcut={['mod + K']}
    />
  )
}

/** The button that opens the palette. */
export function PaletteButton(): ReactElement {
  return (
    <>
      <Button
        color="gray"
        leftSection={<IconSearch aria-hidden="true" size={14} />}
        onClick={spotlight.open}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        size="xs"
        variant="default"
        visibleFrom="md"
      >
        <Text component="span" size="xs">
          Search
        </Text>
      </Button>
      <ActionIcon aria-label="Search" hiddenFrom="md" onClick={spotlight.open} size={30} variant="default">
        <IconSearch size={16} />
      </ActionIcon>
    </>
  )
}
