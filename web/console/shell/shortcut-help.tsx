/** The list of keys. */
import { Group, Kbd, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { ReactElement } from 'react'
import { useSingleKeys } from '../lib/single-keys.ts'
import { NAV_GROUPS } from './nav.ts'

const GENERAL: ReadonlyArray<readonly [string, string]> = [
  ['Ctrl K', 'Search pages and commands'],
  ['/', 'Go to the search field of the page'],
  ['j  k', 'Next or previous row of a table; Enter opens it'],
  ['?', 'Show this list'],
]

const REVIEWING: ReadonlyArray<readonly [string, string]> = [
  ['a', 'Approve'],
  ['d', 'Reject'],
  ['n', 'Skip to the next of the queue'],
  ['[  ]', 'Previous or next picture'],
  ['+  -', 'Zoom the picture; arrows move it'],
  ['r', 'Turn the picture'],
  ['0', 'Show every picture as it was'],
  ['o', 'Outline the faces'],
  ['f', 'Fill the screen'],
]

/** Opens the list as a dialog. */
export function openShortcutHelp(): void {
  modals.open({ title: 'Keyboard shortcuts', children: <ShortcutList />, closeOnClickOutside: true })
}

function ShortcutList(): ReactElement {
  const [isOn] = useSingleKeys()
  const pages = NAV_GROUPS.flatMap((group) => group.pages)
  const ways = pages.flatMap(({ key, label }) => (key ? [[`g ${key}`, label] as const] : []))
  return (
    <Stack gap="md">
      {!isOn && <Text size="sm">All but Ctrl K are switched off, under Account.</Text>}
      <KeyTable rows={[...GENERAL, ...ways]} />
      <Text component="h3" fw={600} size="sm">
        While you review a session
      </Text>
      <KeyTable rows={REVIEWING} />
    </Stack>
  )
}

function KeyTable({ rows }: { readonly rows: ReadonlyArray<readonly [string, string]> }): ReactElement {
  return (
    <Stack gap={6}>
      {rows.map(([keys, act]) => (
        <Group justify="space-between" key={keys}>
          <Text size="sm">{act}</Text>
          <Kbd>{keys}</Kbd>
        </Group>
      ))}
    </Stack>
  )
}
