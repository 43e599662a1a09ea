/** An identity document, read and compared with a selfie. */
import * as z from 'zod'
import type { IdentityFacts } from '../facts.ts'
import { SELFIE } from '../selfie-slot.ts'
import { defineStep, type StepInput } from '../step-kind.ts'
import { toIdentityAnalysis } from './analysis.ts'
import { listIdentityFindings } from './findings.ts'
import { judgeIdentity } from './judge.ts'
import { playIdentity } from './play.ts'
import { identityRequirements, identitySlots, isFrontOnly } from './requirements.ts'
import { type IdVerificationSettings, idVerificationSettings } from './settings.ts'

const submission = z.strictObject({
  document_type: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Such as passport-us; the document itself decides'),
})

type Body = z.infer<typeof submission>
type Input = StepInput<IdVerificationSettings, Body, IdentityFacts>

export const idVerificationStep = defineStep<IdVerificationSettings, Body, IdentityFacts>({
  id: 'ID_VERIFICATION',
  settings: idVerificationSettings,
  executor: 'vision',
  check: () => 'identity_verify',
  priceTokens: 50,
  requirements: identityRequirements,
  slots: identitySlots,
  submission: () => submission,
  refuse: ({ body, uploads }): Readonly<Record<string, string>> => {
    if (!uploads.has('id_back') || !body.document_type || !isFrontOnly(body.document_type)) return {}
    return { 'uploads.id_back': `a ${body.document_type} has no back: leave it out` }
  },
  compareWith: ({ earlier }, uploads) => {
    const face = earlier.find(({ id }) => id === 'FACE_LIVENESS')?.evidence[SELFIE.slot]
    return face && face !== uploads[SELFIE.slot] ? { liveness: face } : {}
  },
  judge: (input: Input) => judgeIdentity(input),
  findings: (input: Input, verdict) => listIdentityFindings(input, verdict),
  analysis: (input: Input) => toIdentityAnalysis(input, input.run.earlier),
  open: [
    'id_matches_selfie',
    'id_matches_liveness',
    'id_matches_face_capture',
    'compare_faces_data.face_match_confidence',
    'compare_faces_data.face_match_result.similarity',
    'selected_document_types.primary',
    'id_analysis_data.expiry_date_pass',
    'id_analysis_data.valid_state_pass',
    'id_analysis_data.age_restriction_pass',
    'id_analysis_data.id_extracted_text.*.type',
    'id_analysis_data.id_extracted_text.*.confidence',
  ],
  // Without a zone and without fields nothing was read; the match alone is not what is paid for.
  isBillable: ({ document }) => document.mrz !== undefined || Object.keys(document.fields).length > 0,
  provesIdentity: true,
  failureSlot: () => 'PRIMARY',
  play: (_settings, person, code) => ({ body: {}, facts: playIdentity(person, code) }),
})
