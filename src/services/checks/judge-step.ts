/** Judges the facts of a session's step by the rules of its kind. Pure. */
import type { StoredStep } from '../../db/tables.ts'
import {
  ageEstimationConfigOf,
  faceLivenessConfigOf,
  findStepId,
  idVerificationConfigOf,
} from '../workflows/catalogue.ts'
import type { AgeFacts, IdentityFacts, LivenessFacts } from './facts.ts'
import { type JudgeInput, judgeIdentity } from './judge.ts'
import { judgeAge, judgeLiveness } from './judge-selfie.ts'
import { type Judgement, reason } from './judgement.ts'

interface JudgedSession extends Pick<JudgeInput, 'person' | 'today' | 'thresholds'> {
  /** Whether a document of the same session says how old its holder is. */
  readonly isAgeProven: boolean
}

/** `facts` are those of the step's own check, as `recordCheck` wrote them. */
export function judgeStep(step: StoredStep, facts: unknown, session: JudgedSession): Judgement {
  const id = findStepId(step.id)
  switch (id) {
    case 'ID_VERIFICATION':
      return judgeIdentity({ ...session, facts: facts as IdentityFacts, config: idVerificationConfigOf(step.config) })
    case 'FACE_LIVENESS':
      return judgeLiveness(facts as LivenessFacts, faceLivenessConfigOf(step.config))
    case 'AGE_ESTIMATION':
      return judgeAge(facts as AgeFacts, ageEstimationConfigOf(step.config), session.isAgeProven)
    case undefined: {
      const detail = `There are no rules for the step ${step.id}.`
      return { outcome: 'SUBMITTED', reasons: [reason('CHECK_FAILED', 'HIGH', detail)] }
    }
    default:
      return id satisfies never
  }
}
