/** Logs. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function LogsPage(): ReactElement {
  return <PageHeader title="Logs" />
}
