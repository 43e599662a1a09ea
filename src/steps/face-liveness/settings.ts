/** Settings of a liveness step (contract §4.5.1). */
import * as z from 'zod'
import { named } from '../setting-words.ts'

const percent = z.number().min(0).max(100)

/**
 * Liveness of the face. A preferred method is kept as the wish that it is and never filled in: what runs is a score of
 * one still picture (docs/vision-faces.md), and no answer claims a movement that was not asked for.
 */
export const faceLivenessSettings = z.strictObject({
  confidence_threshold: named(percent.default(70), {
    title: 'Minimum confidence',
    description: 'The score that a picture must reach. A person always looks: a score of one picture proves no life.',
    section: 'Liveness',
    unit: '%',
  }),
  preferred_liveness_method: named(
    z
      .literal(
        'FaceMovementChallenge',
        'There is no challenge with coloured light. Leave it out, or prefer FaceMovementChallenge.',
      )
      .optional(),
    { title: 'Liveness method', unavailable: 'One still picture is scored; there is no challenge.' },
  ),
})

export type FaceLivenessSettings = z.infer<typeof faceLivenessSettings>
