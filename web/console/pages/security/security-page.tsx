/** Security. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function SecurityPage(): ReactElement {
  return <PageHeader title="Security" />
}
