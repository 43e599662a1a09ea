/** Request. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function LogDetailPage(): ReactElement {
  return <PageHeader title="Request" />
}
