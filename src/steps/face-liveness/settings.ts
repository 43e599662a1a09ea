/** Settings of a liveness step (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'
import { only } from '../unavailable-setting.ts'

const percent = z.number().min(0).max(100)

/**
 * Liveness of the face. The preferred method has the contract's default and is no more than a wish: what runs is a score
 * of one still picture (docs/vision-faces.md), and what a step answers says so.
 */
export const faceLivenessSettings = z.strictObject({
  confidence_threshold: named(percent.default(70), {
    title: 'Minimum confidence',
    description: 'The score that a picture must reach. A person always looks: a score of one picture proves no life.',
    section: 'Liveness',
    unit: '%',
  }),
  preferred_liveness_method: only(
    'FaceMovementChallenge',
    'Liveness method',
    'One still picture is scored: there is no challenge.',
  ),
})

export type FaceLivenessSettings = z.infer<typeof faceLivenessSettings>
