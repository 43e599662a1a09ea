/** The rules of liveness: a score of one picture proves no life, so that a person always looks. Pure. */
import type { LivenessFacts } from '../facts.ts'
import { findFaceDefect, toDefectCode } from '../picture-defects.ts'
import { type DefectCode, type Reason, reason } from '../reasons.ts'
import { SELFIE } from '../selfie-slot.ts'
import type { RunContext } from '../step-kind.ts'
import { fail, passUnless, retake, type Verdict } from '../verdict.ts'
import type { FaceLivenessSettings } from './settings.ts'

export interface LivenessInput {
  readonly facts: LivenessFacts
  readonly settings: FaceLivenessSettings
  readonly run: Pick<RunContext, 'retakes' | 'thresholds'>
}

/**
 * A face that is surely not the one of the earlier selfie fails the step. The score never passes by itself: a printed
 * photograph of a face reaches 99.99 (docs/vision-faces.md).
 */
export function judgeLiveness({ facts, settings, run }: LivenessInput): Verdict {
  const isLow = facts.score !== undefined && facts.score * 100 < settings.confidence_threshold
  const doubts: Reason[] = [
    reason('LIVENESS_NOT_PROVEN', 'MEDIUM'),
    ...(isLow ? [reason('LOW_LIVENESS', 'MEDIUM')] : []),
  ]
  const defect = findLivenessDefect(facts)
  if (defect) return retake(defect, run.retakes, { slot: SELFIE.slot, doubts })
  if (facts.similarity !== undefined && facts.similarity < run.thresholds.review) {
    return fail('LIVENESS_ID_MISMATCH', doubts)
  }
  const isUnlike = facts.similarity !== undefined && facts.similarity < run.thresholds.match
  return passUnless(isUnlike ? [...doubts, reason('LOW_FACE_MATCH', 'MEDIUM')] : doubts)
}

function findLivenessDefect({ faces, faceCount }: LivenessFacts): DefectCode | undefined {
  if (faces) {
    const defect = findFaceDefect(faces)
    return defect && toDefectCode(defect)
  }
  if (faceCount === 0) return 'NO_FACE_DETECTED'
  return faceCount > 1 ? 'SEVERAL_FACES' : undefined
}
