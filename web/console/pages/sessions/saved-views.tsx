/** The saved views above the list, as links, so that each can be opened in a tab of its own. */
import { Group } from '@mantine/core'
import type { ReactElement } from 'react'
import { LinkButton } from '../../kit/link.tsx'
import { currentView, SAVED_VIEWS, type SessionsSearch } from './filters.ts'

/** The one that is shown is marked. */
export function SavedViews({ search }: { readonly search: SessionsSearch }): ReactElement {
  const current = currentView(search)
  return (
    <Group aria-label="Saved views" component="nav" gap={6} mb="sm">
      {SAVED_VIEWS.map((view) => (
        <LinkButton
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={view === current ? 'page' : undefined}
          color={view === current ? 'pine' : 'gray'}
          key={view.name}
          search={view.search}
          size="compact-sm"
          to="/sessions"
          variant={view === current ? 'light' : 'subtle'}
        >
          {view.name}
        </LinkButton>
      ))}
    </Group>
  )
}
