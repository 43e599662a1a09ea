/** Takes the person out of a session's detail, for members who may work with sessions but not see who they are about. */
import type { Finding } from '../../steps/findings.ts'
import { HIDDEN, keepOpen } from '../../steps/open-view.ts'
import { findKind } from '../../steps/registry.ts'
import { maskPersonalData } from '../applicants/mask.ts'
import type { RetrievedSession } from '../sessions/get.ts'
import type { StepView } from '../sessions/view.ts'
import type { ReviewedDecision } from './decisions.ts'
import type { Extracted } from './extracted.ts'

/** The finding with the values that its kind names as open; its verdict stays. */
export function maskFinding(finding: Finding): Finding {
  const values = Object.entries(finding.values).map(([name, value]) => {
    return [name, finding.open.includes(name) ? value : HIDDEN] as const
  })
  return { ...finding, values: Object.fromEntries(values) }
}

/** The fields without their values, and no faces. */
export function maskExtracted({ documentType, fields, mrz }: Extracted): Extracted {
  return {
    documentType,
    fields: fields.map((field) => ({ ...field, value: HIDDEN })),
    ...(mrz && { mrz: { ...mrz, lines: mrz.lines.map(() => HIDDEN) } }),
  }
}

/** A reviewer's note may tell anything. */
export function maskDecision({ note, ...decision }: ReviewedDecision): ReviewedDecision {
  return note === undefined ? decision : { ...decision, note: HIDDEN }
}

/** The session with every value that tells of the person hidden; its shape stays, and what servers need. */
export function maskRetrieved({ session, applicant, sender }: RetrievedSession): RetrievedSession {
  const { firstName, lastName } = maskPersonalData(session)
  const metaData = keepOpen(session.metaData, OPEN_META) as typeof session.metaData
  const views = session.views.map(maskStep)
  return {
    session: { ...session, firstName, lastName, metaData, views },
    ...(sender && { sender }),
    ...(applicant && { applicant: maskPersonalData(applicant) }),
  }
}

/** Times and the rules' own words. */
const OPEN_META = ['applicantViewTime', 'declinedData', 'failureData']

function maskStep(step: StepView): StepView {
  const { result } = step
  if (!result) return step
  const open = findKind(step.id)?.open ?? []
  const analysis = keepOpen(result.analysis, open) as typeof result.analysis
  return { ...step, result: { analysis, findings: result.findings.map(maskFinding) } }
}
