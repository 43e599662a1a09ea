/** Sessions. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function SessionsPage(): ReactElement {
  return <PageHeader title="Sessions" />
}
