/** Stands where pictures are not shown: none were taken yet, or the role does not show them. */
import { Text } from '@mantine/core'
import { IconEyeOff, IconPhoto } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { SessionDetail } from '../../data/session-detail.ts'
import { useOrganization } from '../../lib/organization.ts'
import classes from './compare.module.css'

/** Says why, and what would change it. */
export function HiddenPictures({ session }: { readonly session: SessionDetail }): ReactElement {
  const { role } = useOrganization()
  if (session.isMasked) {
    return (
      <div className={classes.hidden}>
        <IconEyeOff aria-hidden="true" size={28} stroke={1.4} />
        <Text fw={600}>Pictures are not shown to your role</Text>
        <Text c="dimmed" maw={420} size="sm">
          You are {role}: you can work with sessions, but personal data of applicants is masked and their pictures stay
          closed. An owner or admin can give you another role under Team.
        </Text>
      </div>
    )
  }
  const isOpen = session.submittedAt === undefined
  return (
    <div className={classes.hidden}>
      <IconPhoto aria-hidden="true" size={28} stroke={1.4} />
      <Text fw={600}>{isOpen ? 'No pictures yet' : 'No pictures'}</Text>
      <Text c="dimmed" maw={420} size="sm">
        {isOpen ? 'They appear here as the applicant takes them.' : 'No picture or file was uploaded in this session.'}
      </Text>
    </div>
  )
}
