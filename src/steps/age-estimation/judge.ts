/** The rules of the age that a face looks like: a weak signal, which only ever asks for a person. Pure. */
import { ageRangeOf } from '../age-rule.ts'
import type { AgeFacts } from '../facts.ts'
import { findFaceDefect, toDefectCode } from '../picture-defects.ts'
import { type DefectCode, reason } from '../reasons.ts'
import { SELFIE } from '../selfie-slot.ts'
import type { RunContext } from '../step-kind.ts'
import { PASS, passUnless, retake, type Verdict } from '../verdict.ts'
import { AGE_MARGIN_YEARS } from './age-bracket.ts'
import type { AgeEstimationSettings } from './settings.ts'

export interface AgeInput {
  readonly facts: AgeFacts
  readonly settings: AgeEstimationSettings
  readonly run: Pick<RunContext, 'retakes' | 'stepIds'>
}

/**
 * Compares the age that the face looks like with the accepted range. Where a document proves the age, only a face that
 * looks more than the margin outside the range is doubted; where nothing else does, the face must look inside
 * the range by that margin, or a person must look.
 */
export function judgeAge({ facts, settings, run }: AgeInput): Verdict {
  const defect = findAgeDefect(facts)
  if (defect || facts.ageYears === undefined)
    return retake(defect ?? 'NO_FACE_DETECTED', run.retakes, { slot: SELFIE.slot })
  const { minimum, maximum } = ageRangeOf(settings)
  const isAgeProven = run.stepIds.includes('ID_VERIFICATION')
  const slack = isAgeProven ? AGE_MARGIN_YEARS : -AGE_MARGIN_YEARS
  const isTooYoung = minimum > 0 && facts.ageYears < minimum - slack
  const isTooOld = maximum < 100 && facts.ageYears > maximum + slack
  return isTooYoung || isTooOld ? passUnless([reason('AGE_ESTIMATE_OUT_OF_RANGE', 'HIGH')]) : PASS
}

function findAgeDefect({ faces, faceCount }: AgeFacts): DefectCode | undefined {
  if (faces) {
    const defect = findFaceDefect(faces)
    return defect && toDefectCode(defect)
  }
  if (faceCount === 0) return 'NO_FACE_DETECTED'
  return faceCount > 1 ? 'SEVERAL_FACES' : undefined
}
