/** Home. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function HomePage(): ReactElement {
  return <PageHeader title="Home" />
}
