/** Account. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function AccountPage(): ReactElement {
  return <PageHeader title="Account" />
}
