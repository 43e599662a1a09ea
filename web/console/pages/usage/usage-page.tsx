/** Usage. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function UsagePage(): ReactElement {
  return <PageHeader title="Usage" />
}
