/** Identity verification on the wire (contract §4.11). */
import * as z from 'zod'
import type { DecisionReason } from '../../db/run-tables.ts'
import type { IdentityFacts } from '../../steps/facts.ts'
import { documentBody, documentTypeField, SPECIMEN_DOCUMENT, toDocument } from './documents.ts'
import { toMatch } from './faces.ts'
import { EXAMPLE_FILE_KEY, imageField, OTHER_FILE_KEY } from './image-field.ts'
import { named } from './named.ts'
import { toReason } from './reason-words.ts'

const percent = z.number().min(0).max(100)

export const verifyIdentityBody = named(
  'VerifyIdentityRequest',
  z.object({ documentImage: imageField, faceImage: imageField, documentType: documentTypeField }),
  {
    description: 'A picture of the document and one of its holder. Unknown keys are ignored.',
    example: { documentImage: EXAMPLE_FILE_KEY, faceImage: OTHER_FILE_KEY, documentType: 'auto' },
  },
)

export const verifiedIdentityBody = named(
  'VerifiedIdentity',
  z.object({
    verified: z.boolean().describe('Whether every rule is met; `reasons` says why not'),
    document: documentBody,
    faceDetection: z
      .object({ faceDetected: z.boolean(), confidence: percent })
      .describe('The largest face of faceImage; confidence 0 to 100'),
    faceMatch: z
      .object({ isMatch: z.boolean(), confidence: percent, threshold: percent })
      .describe('That face against the portrait of the document; 0 to 100'),
    overallConfidence: percent.describe('The least of the three confidences, 0 to 100'),
    reasons: z
      .array(z.object({ code: z.string(), severity: z.string(), detail: z.string() }))
      .describe('Why it is not verified, or what a person should look at'),
  }),
  {
    description: 'Whether the document is in order and its portrait shows the face. Confidences are 0 to 100 here.',
    example: {
      verified: true,
      document: SPECIMEN_DOCUMENT,
      faceDetection: { faceDetected: true, confidence: 99.8 },
      faceMatch: { isMatch: true, confidence: 91.3, threshold: 80 },
      overallConfidence: 91.3,
      reasons: [],
    },
  },
)

/** What a verification tells without telling of the person. */
export const OPEN_IDENTITY: readonly string[] = [
  'verified',
  'document.documentType',
  'document.confidence',
  'faceDetection',
  'faceMatch',
  'overallConfidence',
  'reasons',
]

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
