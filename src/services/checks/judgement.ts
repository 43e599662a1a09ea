/** What the rules say of a check or of a session. */
import type { DecisionReason } from '../../db/tables.ts'

export interface Judgement {
  readonly outcome: 'VERIFIED' | 'REJECTED' | 'SUBMITTED'
  /** Gravest first; empty when verified. */
  readonly reasons: readonly DecisionReason[]
}

/** One reason; `detail` is a sentence for reviewers and holds nothing personal. */
export function reason(code: string, severity: DecisionReason['severity'], detail: string): DecisionReason {
  return { code, severity, detail }
}

const GRAVITY = { LOW: 0, MEDIUM: 1, HIGH: 2, CRITICAL: 3 } as const

/** The gravest outcome of all, with each reason once: steps that share a selfie doubt it alike. */
export function combineJudgements(judgements: readonly Judgement[]): Judgement {
  const all = judgements.flatMap(({ reasons }) => reasons).sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity])
  const reasons = all.filter(({ code }, place) => all.findIndex((other) => other.code === code) === place)
  const outcomes = judgements.map(({ outcome }) => outcome)
  if (outcomes.includes('REJECTED')) return { outcome: 'REJECTED', reasons }
  if (outcomes.includes('SUBMITTED')) return { outcome: 'SUBMITTED', reasons }
  return { outcome: 'VERIFIED', reasons }
}
