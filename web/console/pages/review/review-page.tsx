/** Review. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function ReviewPage(): ReactElement {
  return <PageHeader title="Review" />
}
