/** Faces on the wire (contract §4.10). */
import * as z from 'zod'
import { ageBracket } from '../../steps/age-estimation/age-bracket.ts'
import { faceConfidence, MATCH_CONFIDENCE } from '../../steps/face-confidence.ts'
import type { AgeFacts, FaceCompareFacts, FaceDetectFacts } from '../../steps/facts.ts'
import { EXAMPLE_FILE_KEY, imageField, OTHER_FILE_KEY } from './image-field.ts'
import { named } from './named.ts'

const percent = z.number().min(0).max(100)

export const onePictureBody = named('FacePictureRequest', z.object({ image: imageField }), {
  description: 'One picture; its largest face counts. Unknown keys are ignored.',
  example: { image: EXAMPLE_FILE_KEY },
})

export const twoPicturesBody = named('CompareFacesRequest', z.object({ source: imageField, target: imageField }), {
  description: 'Two pictures; the largest face of each counts. Unknown keys are ignored.',
  example: { source: EXAMPLE_FILE_KEY, target: OTHER_FILE_KEY },
})

export const detectedFaceBody = named(
  'DetectedFace',
  z.object({
    faceDetected: z.boolean(),
    confidence: z.number().min(0).max(1).describe('0 to 1; 0 when there is no face'),
    boundingBox: z
      .object({ top: z.number(), left: z.number(), width: z.number(), height: z.number() })
      .optional()
      .describe('Shares of the picture, 0 to 1; left out when there is no face'),
    landmarks: z
      .array(z.object({ type: z.string(), x: z.number(), y: z.number() }))
      .optional()
      .describe('Eyes, nose and corners of the mouth, as shares of the picture'),
  }),
  {
    description: 'The largest face of the picture, or that there is none.',
    example: {
      faceDetected: true,
      confidence: 0.998,
      boundingBox: { top: 0.21, left: 0.34, width: 0.3, height: 0.41 },
      landmarks: [{ type: 'eyeLeft', x: 0.43, y: 0.38 }],
    },
  },
)

export const comparedFacesBody = named(
  'ComparedFaces',
  z.object({
    isMatch: z.boolean().describe('Whether confidence reaches threshold'),
    confidence: percent.describe('0 to 100'),
    threshold: percent.describe('The confidence from which on two faces are one person’s'),
    sourceFaceDetected: z.boolean(),
    targetFaceDetected: z.boolean(),
  }),
  {
    description: 'Whether the largest faces are one person’s; false and 0 when a picture shows no face.',
    example: {
      ...{ isMatch: true, confidence: 91.3, threshold: 80 },
      ...{ sourceFaceDetected: true, targetFaceDetected: true },
    },
  },
)

export const estimatedAgeBody = named(
  'EstimatedAge',
  z.object({
    faceDetected: z.boolean(),
    estimatedAge: z.int().optional().describe('In years; left out when there is no face'),
    ageRange: z
      .object({ low: z.int(), high: z.int() })
      .optional()
      .describe('Seven years either way: the estimate is 4 to 5 years off in the mean'),
    gender: z.enum(['male', 'female']).optional().describe('Right for three faces of four: never decide on it'),
    genderConfidence: z.number().min(0).max(1).optional().describe('0 to 1'),
  }),
  {
    description: 'How old the largest face looks; only `faceDetected` when there is none.',
    example: {
      ...{ faceDetected: true, estimatedAge: 34, ageRange: { low: 27, high: 41 } },
      ...{ gender: 'female', genderConfidence: 0.81 },
    },
  },
)

interface Thresholds {
  readonly match: number
  readonly review: number
}

/** The largest face, or that there is none. */
export function toDetectedFace({ faces: [face] }: FaceDetectFacts): z.infer<typeof detectedFaceBody> {
  if (!face) return { faceDetected: false, confidence: 0 }
  const { top, left, width, height } = face.box
  return {
    faceDetected: true,
    confidence: face.confidence,
    boundingBox: { top, left, width, height },
    landmarks: face.landmarks.map(({ type, x, y }) => ({ type, x, y })),
  }
}

/** What the three calls tell without telling of the person. */
export const OPEN_FACE = {
  detect: ['faceDetected', 'confidence'],
  compare: ['isMatch', 'confidence', 'threshold', 'sourceFaceDetected', 'targetFaceDetected'],
  age: ['faceDetected'],
} as const

/** How old the largest face looks; nothing but `faceDetected` when there is none. */
export function toEstimatedAge({ ageYears, maleScore }: AgeFacts): z.infer<typeof estimatedAgeBody> {
  if (ageYears === undefined) return { faceDetected: false }
  const age = { faceDetected: true, estimatedAge: Math.round(ageYears), ageRange: ageBracket(ageYears) }
  if (maleScore === undefined) return age
  const gender = maleScore >= 0.5 ? ('male' as const) : ('female' as const)
  return { ...age, gender, genderConfidence: Math.round(Math.max(maleScore, 1 - maleScore) * 10_000) / 10_000 }
}

/** Whether the largest faces of both pictures are one person's; false and 0 when a picture shows no face. */
export function toComparedFaces(facts: FaceCompareFacts, thresholds: Thresholds): z.infer<typeof comparedFacesBody> {
  return {
    ...toMatch(facts.similarity, thresholds),
    sourceFaceDetected: facts.source.length > 0,
    targetFaceDetected: facts.target.length > 0,
  }
}

/** A cosine on the contract's scale, where 80 and above is a match. */
export function toMatch(
  similarity: number | undefined,
  thresholds: Thresholds,
): { isMatch: boolean; confidence: number; threshold: number } {
  const confidence = similarity === undefined ? 0 : faceConfidence(similarity, thresholds)
  return { isMatch: confidence >= MATCH_CONFIDENCE, confidence, threshold: MATCH_CONFIDENCE }
}
