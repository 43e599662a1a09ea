/** Invitation. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function AcceptInvitationPage(): ReactElement {
  return <PageHeader title="Invitation" />
}
