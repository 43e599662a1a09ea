/** Audit log. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function AuditLogPage(): ReactElement {
  return <PageHeader title="Audit log" />
}
