/** Faces on the wire (contract §4.10). */
import * as z from 'zod'
import { faceConfidence, MATCH_CONFIDENCE } from '../../services/checks/face-confidence.ts'
import type { FaceCompareFacts, FaceDetectFacts } from '../../services/checks/facts.ts'

export const detectedFaceBody = z.object({
  faceDetected: z.boolean(),
  confidence: z.number().min(0).max(1),
  boundingBox: z
    .object({ top: z.number(), left: z.number(), width: z.number(), height: z.number() })
    .optional()
    .describe('Shares of the picture, 0 to 1'),
  landmarks: z.array(z.object({ type: z.string(), x: z.number(), y: z.number() })).optional(),
})

export const comparedFacesBody = z.object({
  isMatch: z.boolean(),
  confidence: z.number().min(0).max(100),
  threshold: z.number().min(0).max(100),
  sourceFaceDetected: z.boolean(),
  targetFaceDetected: z.boolean(),
})

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
