/** Billing. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function BillingPage(): ReactElement {
  return <PageHeader title="Billing" />
}
