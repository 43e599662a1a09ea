/** What retrieving a session answers. */
import type { Person } from '../applicants/get.ts'
import type { InvitationStates } from './invitation-states.ts'
import type { SessionView } from './view.ts'

/** A session with the people around it, as far as its actor may see them. */
export interface RetrievedSession {
  readonly session: SessionView
  /** Whether the person was taken out of it, and its files may not be linked. */
  readonly isMasked?: true
  readonly applicant?: Person | undefined
  readonly sender?: Person | undefined
  /** Left out of fixtures, whose applicants nobody writes to. */
  readonly invitations?: InvitationStates
}
