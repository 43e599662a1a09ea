/** What is allowed in a workflow but seldom meant: said to its author, and never in the way. Pure. */
import type { Hint } from '../lib/errors.ts'
import { ageEstimationSettings } from './age-estimation/settings.ts'
import { ageRangeOf } from './age-rule.ts'
import { faceLivenessSettings } from './face-liveness/settings.ts'
import { idVerificationSettings } from './id-verification/settings.ts'
import type { StoredStep } from './registry.ts'

/** Above it, many selfies of real people go to review (docs/vision-faces.md). */
const STRICT_LIVENESS_PERCENT = 95

interface Found {
  readonly step: StoredStep
  readonly at: number
}

/** One for each doubt, at the step that it is about. Steps are in stored form; their places are those given. */
export function listWarnings(steps: ReadonlyMap<number, StoredStep>): readonly Hint[] {
  const found = (id: string): Found | undefined => {
    for (const [at, step] of steps) if (step.id === id) return { step, at }
    return undefined
  }
  const [document, liveness, age] = [found('ID_VERIFICATION'), found('FACE_LIVENESS'), found('AGE_ESTIMATION')]
  return [
    ...orderWarnings(document, [liveness, age]),
    ...(document ? documentWarnings(document) : []),
    ...(liveness ? livenessWarnings(liveness) : []),
    ...(document && age ? ageWarnings(document, age) : []),
  ]
}

const FACE_STEPS: Readonly<Record<string, string>> = {
  FACE_LIVENESS: 'Face liveness',
  AGE_ESTIMATION: 'Age estimation',
}

function orderWarnings(document: Found | undefined, faces: ReadonlyArray<Found | undefined>): Hint[] {
  return faces.flatMap((face) => {
    if (!face) return []
    const label = FACE_STEPS[face.step.id] ?? face.step.id
    if (!document) {
      return [warn('no_document', face.at, `${label} without ID verification: the face is nobody’s in particular.`)]
    }
    if (face.at > document.at) return []
    return [warn('order', face.at, `${label} before ID verification: no portrait to compare with.`)]
  })
}

function documentWarnings({ step, at }: Found): Hint[] {
  const config = idVerificationSettings.parse(step.config)
  const hints: Hint[] = []
  if (config.accept_all_countries && Object.keys(config.valid_countries ?? {}).length > 0) {
    hints.push(warn('ignored', at, 'Every country is accepted: the list of issuing countries counts for nothing.'))
  }
  if (config.id_confidence_threshold_enabled && config.id_confidence_threshold === undefined) {
    hints.push(warn('incomplete', at, 'A certain reading is asked for, but no minimum confidence is set.'))
  }
  return hints
}

function livenessWarnings({ step, at }: Found): Hint[] {
  const { confidence_threshold: threshold } = faceLivenessSettings.parse(step.config)
  if (threshold === 0) return [warn('ignored', at, 'A minimum confidence of 0 % lets every selfie pass.')]
  if (threshold < STRICT_LIVENESS_PERCENT) return []
  return [warn('strict', at, `From ${STRICT_LIVENESS_PERCENT} % on, many real people go to review.`)]
}

function ageWarnings(document: Found, age: Found): Hint[] {
  const proven = ageRangeOf(idVerificationSettings.parse(document.step.config))
  const estimated = ageRangeOf(ageEstimationSettings.parse(age.step.config))
  if (proven.minimum === estimated.minimum && proven.maximum === estimated.maximum) return []
  return [warn('differs', age.at, 'The accepted ages differ from those of ID verification.')]
}

function warn(code: string, at: number, message: string): Hint {
  return { code, path: ['steps', at], message }
}
