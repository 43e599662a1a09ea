/** API Keys. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function ApiKeysPage(): ReactElement {
  return <PageHeader title="API Keys" />
}
