/** Team. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function TeamPage(): ReactElement {
  return <PageHeader title="Team" />
}
