/** Takes the person out of a session, for those who may work with sessions but not see who they are about. */
import type { Finding } from '../../steps/findings.ts'
import { HIDDEN, keepOpen } from '../../steps/open-view.ts'
import { findKind } from '../../steps/registry.ts'
import type { Actor } from '../actor.ts'
import { maskPersonalData, seesApplicants } from '../applicants/mask.ts'
import type { RetrievedSession } from './retrieved-session.ts'
import type { SessionView, StepView } from './view.ts'

/** Times and the rules' own words. */
const OPEN_META = ['applicantViewTime', 'declinedData', 'failureData']

/** The session as the actor may see it: as it is with the scope applicants:read, else masked and without its files. */
export function toVisibleSession(actor: Actor, retrieved: RetrievedSession): RetrievedSession {
  return seesApplicants(actor) ? retrieved : maskRetrieved(retrieved)
}

/** The same for the view alone. */
export function toVisibleView(actor: Actor, view: SessionView): SessionView {
  return seesApplicants(actor) ? view : maskView(view)
}

/** The session with every value that tells of the person hidden; its shape stays, and what servers need. */
export function maskRetrieved({ session, applicant, ...rest }: RetrievedSession): RetrievedSession {
  return {
    ...rest,
    isMasked: true,
    session: maskView(session),
    ...(applicant && { applicant: maskPersonalData(applicant) }),
  }
}

/** The finding with the values that its kind names as open; its verdict stays. */
export function maskFinding(finding: Finding): Finding {
  const values = Object.entries(finding.values).map(([name, value]) => {
    return [name, finding.open.includes(name) ? value : HIDDEN] as const
  })
  return { ...finding, values: Object.fromEntries(values) }
}

/** What a kind of step adds to the answer of a submission, as far as its allow-list opens it. */
export function maskAnswer(stepId: string, answer: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return keepOpen(answer, findKind(stepId)?.open ?? []) as Record<string, unknown>
}

function maskView(session: SessionView): SessionView {
  const { firstName, lastName } = maskPersonalData(session)
  const metaData = keepOpen(session.metaData, OPEN_META) as typeof session.metaData
  return { ...session, firstName, lastName, metaData, views: session.views.map(maskStep) }
}

function maskStep(step: StepView): StepView {
  const { result } = step
  if (!result) return step
  const analysis = keepOpen(result.analysis, findKind(step.id)?.open ?? []) as typeof result.analysis
  const answer = result.answer && maskAnswer(step.id, result.answer)
  return { ...step, result: { analysis, findings: result.findings.map(maskFinding), ...(answer && { answer }) } }
}
