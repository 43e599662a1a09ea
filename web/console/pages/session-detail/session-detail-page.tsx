/** Session. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function SessionDetailPage(): ReactElement {
  return <PageHeader title="Session" />
}
