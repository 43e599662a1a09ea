/** Identity verification on the wire (contract §4.11). */
import * as z from 'zod'
import type { DecisionReason } from '../../db/run-tables.ts'
import type { IdentityFacts } from '../../steps/facts.ts'
import { documentBody, toDocument } from './documents.ts'
import { toMatch } from './faces.ts'
import { toReason } from './reason-words.ts'

const percent = z.number().min(0).max(100)

export const verifiedIdentityBody = z.object({
  verified: z.boolean(),
  document: documentBody.extend({ confidence: percent }),
  faceDetection: z.object({ faceDetected: z.boolean(), confidence: percent }),
  faceMatch: z.object({ isMatch: z.boolean(), confidence: percent, threshold: percent }),
  overallConfidence: percent,
  reasons: z.array(z.object({ code: z.string(), severity: z.string(), detail: z.string() })),
})

/** The answer; confidences are 0 to 100 here, unlike in a scan. The overall one is the weakest of the three. */
export function toVerifiedIdentity(
  facts: IdentityFacts,
  judged: { verified: boolean; reasons: readonly DecisionReason[] },
  thresholds: { match: number; review: number },
): z.infer<typeof verifiedIdentityBody> {
  const [face] = facts.selfie.faces
  const documentConfidence = toPercent(facts.document.confidence)
  const faceDetection = { faceDetected: face !== undefined, confidence: toPercent(face?.confidence ?? 0) }
  const faceMatch = toMatch(facts.similarity, thresholds)
  return {
    verified: judged.verified,
    document: { ...toDocument(facts.document), confidence: documentConfidence },
    faceDetection,
    faceMatch,
    overallConfidence: Math.min(documentConfidence, faceDetection.confidence, faceMatch.confidence),
    reasons: judged.reasons.map(toReason),
  }
}

function toPercent(share: number): number {
  return Math.round(share * 10_000) / 100
}
