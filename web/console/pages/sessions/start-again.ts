/** What the form of a session starts with: nothing, or what an earlier session says of its person. */
import type { SessionDetail } from '../../data/session-detail.ts'

/** Values of the form's fields, and what the member should know about them. */
export interface Start {
  readonly values: {
    readonly firstName: string
    readonly lastName: string
    readonly email: string
    readonly phone: string
    readonly workflowId: string
    readonly externalId: string
    readonly redirectUrl: string
    /** Only in the sandbox. */
    readonly sandboxScenario: string
  }
  readonly notes: readonly string[]
}

/** A person that nothing is known of. */
export const EMPTY_START: Start = {
  values: {
    firstName: '',
    lastName: '',
    email: '',
    phone: '',
    workflowId: '',
    externalId: '',
    redirectUrl: '',
    sandboxScenario: '',
  },
  notes: [],
}

/** How the pages show a character that has no shape of its own. */
const SHOWN_HIDDEN = /\[U\+[0-9A-F]{4,6}\]/g

/**
 * The earlier session's person, workflow and ids, without characters that nobody sees. Masked values are left out: a
 * session in the name of dots would be nobody's. A workflow that is not among the usable ones is not chosen.
 */
export function startAgain(earlier: SessionDetail | undefined, usable: ReadonlyArray<{ readonly id: string }>): Start {
  if (!earlier) return { ...EMPTY_START, notes: ['The earlier session could not be loaded, so the form is empty.'] }
  const { applicant, workflow, externalId, redirectUrl, isMasked } = earlier
  const known = isMasked ? undefined : applicant
  const isUsable = usable.some(({ id }) => id === workflow?.id)
  return {
    values: {
      firstName: plain(known?.firstName),
      lastName: plain(known?.lastName),
      email: plain(known?.email),
      phone: plain(known?.phone),
      workflowId: workflow && isUsable ? workflow.id : '',
      externalId: plain(externalId),
      redirectUrl: plain(redirectUrl),
      sandboxScenario: '',
    },
    notes: [
      ...(isMasked
        ? ['Your role does not show who the person is: fill in their name and e-mail address yourself.']
        : []),
      ...(workflow && !isUsable ? [`The workflow ${workflow.name} cannot be used any more: choose another.`] : []),
    ],
  }
}

function plain(text = ''): string {
  return text.replaceAll(SHOWN_HIDDEN, '')
}
