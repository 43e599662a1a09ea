/** The rules of the selfie's own checks, liveness and age: weak signals, which only ever ask for a person. Pure. */
import type { DecisionReason } from '../../db/tables.ts'
import { type AgeEstimationConfig, ageRangeOf, type FaceLivenessConfig } from '../workflows/step-configs.ts'
import { AGE_MARGIN_YEARS } from './age-bracket.ts'
import type { AgeFacts, LivenessFacts } from './facts.ts'
import { type Judgement, reason } from './judgement.ts'

/** Below the threshold → a person must look; one picture in seven is scored wrongly, so it never rejects. */
export function judgeLiveness(facts: LivenessFacts, config: FaceLivenessConfig): Judgement {
  const isLow = facts.score !== undefined && facts.score * 100 < config.confidence_threshold
  const low = reason('LOW_LIVENESS', 'MEDIUM', 'The selfie may show a picture of a person instead of the person.')
  return toJudgement([...faceDoubts(facts.faceCount), ...(isLow ? [low] : [])])
}

/**
 * Compares the age that the face looks like with the accepted range. Where a document proves the age, only a face that
 * looks more than the margin outside the range is doubted; where nothing else does, the face must look inside
 * the range by that margin, or a person must look.
 */
export function judgeAge(facts: AgeFacts, config: AgeEstimationConfig, isAgeProven: boolean): Judgement {
  const doubts = faceDoubts(facts.faceCount)
  if (facts.ageYears === undefined) return toJudgement(doubts)
  const { least, most } = ageRangeOf(config)
  const slack = isAgeProven ? AGE_MARGIN_YEARS : -AGE_MARGIN_YEARS
  const isTooYoung = least > 0 && facts.ageYears < least - slack
  const isTooOld = most < 100 && facts.ageYears > most + slack
  if (!isTooYoung && !isTooOld) return toJudgement(doubts)
  const detail = `The face does not clearly look between ${least} and ${most} years old.`
  return toJudgement([...doubts, reason('AGE_ESTIMATE_OUT_OF_RANGE', 'HIGH', detail)])
}

function faceDoubts(faceCount: number): DecisionReason[] {
  if (faceCount === 0) return [reason('NO_FACE_DETECTED', 'HIGH', 'No face was found in the selfie.')]
  if (faceCount > 1) return [reason('SEVERAL_FACES', 'HIGH', 'More than one face was found in the selfie.')]
  return []
}

function toJudgement(doubts: readonly DecisionReason[]): Judgement {
  return { outcome: doubts.length === 0 ? 'VERIFIED' : 'SUBMITTED', reasons: doubts }
}
