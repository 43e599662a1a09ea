/** One line of what a check found. */
import type { Judgement } from '../checks/judgement.ts'

export interface Finding {
  readonly name: string
  /** What the line means, for somebody who sees it the first time. */
  readonly help: string
  /** `failed` rejects by itself, `doubtful` asks for a person, `unmeasured` says nothing either way. */
  readonly verdict: 'passed' | 'failed' | 'doubtful' | 'unmeasured'
  readonly value?: string
  readonly wanted?: string
  /** Places the value on a scale of 0 to 100: from `pass` on it is good, below `review` it is bad. */
  readonly gauge?: { readonly value: number; readonly pass: number; readonly review?: number }
  /** The sentence of the rule that objects. */
  readonly reason?: string
  /** Whether `value` tells of the person, so that it is masked for those who may not see applicants. */
  readonly isPersonal?: boolean
}

interface Measured extends Omit<Finding, 'verdict' | 'reason'> {
  /** The rules' codes that concern this line. */
  readonly codes: readonly string[]
  readonly isMeasured: boolean
}

/** The line with the verdict of the rules themselves, so that the page never disagrees with the decision. */
export function toFinding(judgement: Judgement, { codes, isMeasured, ...line }: Measured): Finding {
  const objection = judgement.reasons.find(({ code }) => codes.includes(code))
  if (!objection) return { ...line, verdict: isMeasured ? 'passed' : 'unmeasured' }
  return { ...line, verdict: objection.severity === 'CRITICAL' ? 'failed' : 'doubtful', reason: objection.detail }
}
