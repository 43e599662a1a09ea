/** The way back from one thing to the list that it is in, above its name. */
import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { lastSearch } from '../lib/last-search.ts'
import { LinkAnchor } from './link.tsx'

/** `name` is the list's page; its filters and page are as they were. */
export function BackLink({ name, to }: { readonly name: string; readonly to: string }): ReactElement {
  return (
    <LinkAnchor c="dimmed" search={lastSearch(to)} size="sm" to={to}>
      <IconArrowLeft aria-hidden="true" size={14} style={{ verticalAlign: '-2px' }} /> {name}
    </LinkAnchor>
  )
}
