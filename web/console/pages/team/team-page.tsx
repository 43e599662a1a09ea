/** Team: who belongs to the organization, who is invited, and what each role may do. */
import { Stack } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { RequireScope } from '../../kit/states.tsx'
import { InvitationList } from './invitation-list.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberList } from './member-list.tsx'
import { RoleMatrixTable } from './role-matrix.tsx'

/** The page. */
export function TeamPage(): ReactElement {
  const [isInviting, setInviting] = useState(false)
  return (
    <RequireScope scope="members:read" title="Team">
      <PageHeader
        actions={
          <ScopeButton
            leftSection={<IconUserPlus aria-hidden="true" size={16} />}
            onClick={() => setInviting(true)}
            scope="members:write"
          >
            Invite
          </ScopeButton>
        }
        description="Everybody who can open this organization in the console. A change takes effect with their next click."
        title="Team"
      />
      <Stack gap={40}>
        <MemberList />
        <InvitationList />
        <RoleMatrixTable />
      </Stack>
      <InviteDialog onClose={() => setInviting(false)} opened={isInviting} />
    </RequireScope>
  )
}
