/** The list of keys. */
import { Group, Kbd, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { ReactElement } from 'react'
import { NAV_GROUPS } from './nav.ts'

const GENERAL: ReadonlyArray<readonly [string, string]> = [
  ['Ctrl K', 'Search pages and commands'],
  ['/', 'Go to the search field of the page'],
  ['j  k', 'Next or previous row of a table; Enter opens it'],
  ['?', 'Show this list'],
]

/** Opens the list as a dialog. */
export function openShortcutHelp(): void {
  modals.open({ title: 'Keyboard shortcuts', children: <ShortcutList />, closeOnClickOutside: true })
}

function ShortcutList(): ReactElement {
  const pages = NAV_GROUPS.flatMap((group) => group.pages)
  const ways = pages.flatMap(({ key, label }) => (key ? [[`g ${key}`, label] as const] : []))
  return (
    <Stack gap={6}>
      {[...GENERAL, ...ways].map(([keys, act]) => (
        <Group justify="space-between" key={keys}>
          <Text size="sm">{act}</Text>
          <Kbd>{keys}</Kbd>
        </Group>
      ))}
    </Stack>
  )
}
