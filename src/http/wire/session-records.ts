/** The session record and the people around it, as openapi.json describes them (contract §4.3). */
import * as z from 'zod'
import { named } from './named.ts'

export const STATUSES = ['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED'] as const

const percent = z.number().min(0).max(100)
const moment = z.string().describe('ISO 8601 in UTC')

const face = named(
  'Face',
  z.looseObject({
    confidence: percent,
    bounding_box: z
      .object({ top: z.number(), left: z.number(), width: z.number(), height: z.number() })
      .describe('Shares of the picture, 0 to 1'),
    landmarks: z.array(z.object({ type: z.string(), x: z.number(), y: z.number() })),
    pose: z.looseObject({}).describe('Degrees'),
    quality: z.looseObject({}),
  }),
  { description: 'A face in a picture of a session.' },
)

const analysisData = named(
  'AnalysisData',
  z.looseObject({
    created_at: moment,
    id_matches_selfie: z.boolean().optional().describe('Whether document and selfie show one person'),
    id_matches_face_capture: z.boolean().optional(),
    id_matches_liveness: z.boolean().optional(),
    faceliveness_score: percent.optional().describe('0 to 100, higher is more alive'),
    id_analysis_data: z
      .looseObject({
        detect_face_data: z.array(face),
        id_extracted_text: z.array(z.object({ type: z.string(), value: z.string(), confidence: percent })),
        expiry_date_pass: z.boolean(),
        valid_state_pass: z.boolean(),
        age_restriction_pass: z.boolean(),
      })
      .optional()
      .describe('What was read of the document; dates are YYYY/MM/DD here'),
    compare_faces_data: z
      .looseObject({
        face_match_confidence: percent.describe('80 and above is a match'),
        face_match_result: z.looseObject({ similarity: percent, face: face.optional() }),
      })
      .optional(),
    age_estimation_data: z
      .looseObject({
        estimated_age: z.int(),
        age_range: z.object({ low: z.int(), high: z.int() }),
        age_restriction_pass: z.boolean(),
      })
      .optional(),
    selected_document_types: z.record(z.string(), z.string()).optional(),
  }),
  { description: 'What the checks measured. What was not measured is left out, never null.' },
)

const reason = z.looseObject({
  code: z.string().describe('Machine word, such as LOW_FACE_MATCH'),
  severity: z.string(),
  detail: z.string(),
})

export const sessionRecord = named(
  'SessionRecord',
  z.looseObject({
    id: z.string().describe('UUID'),
    organization_id: z.string(),
    user_id: z.string().describe('The applicant’s id'),
    sender_user_id: z.string(),
    status: z.enum(STATUSES).describe('SUBMITTED waits for the checks or for a person'),
    type: z.string().describe('session with a workflow, verification without one'),
    session_progress: z.enum(['PENDING', 'STARTED', 'COMPLETED']).describe('How far the applicant has come'),
    created_at: moment,
    updated_at: moment,
    external_id: z.string().optional().describe('As it was given at creation'),
    workflow_id: z.string().optional(),
    submitted_at: moment.optional(),
    redirect_url: z.string().optional(),
    expires_at: moment.optional(),
    workflow_steps: z.array(z.string()).optional().describe('UPPER_SNAKE ids in the applicant’s order'),
    uploads: z.record(z.string(), z.boolean()).describe('Which pictures there are, by their slot'),
    meta_data: z.record(z.string(), z.unknown()).describe('Where the applicant submitted from; keys are camelCase'),
    analysis_data: analysisData.optional(),
    decision_source: z.enum(['AUTO_APPROVE', 'DECLINED']).optional().describe('Left out when a person decided'),
    auto_decision: z
      .looseObject({
        state: z.enum(['pending', 'completed', 'skipped']).describe('At work, decided, or left to a person'),
        outcome: z.enum(['VERIFIED', 'REJECTED']).optional(),
        reasons: z.array(reason).optional(),
      })
      .optional()
      .describe('What the rules said'),
  }),
  {
    description:
      'A session: one applicant going through one workflow. Every key comes in camelCase as well (`organizationId`). What has no value is left out, never null.',
  },
)

export type DualRecord = z.infer<typeof sessionRecord>

export const person = named(
  'Person',
  z.looseObject({
    id: z.string(),
    email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    phone: z.string().describe('E.164; empty when unknown'),
    created_at: moment,
    updated_at: moment,
  }),
  { description: 'The applicant, or whoever sent the session. Every key comes in camelCase as well (`firstName`).' },
)

export type DualPerson = z.infer<typeof person>

const SESSION_ID = '0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11'
const ORGANIZATION_ID = '9c7e1d2a-3b4c-4d5e-8f60-718293a4b5c6'
const APPLICANT_ID = '3f2b8c1d-6e7a-4b90-9c1d-2e3f4a5b6c7d'
const CREATED_AT = '2026-03-31T14:00:00.000Z'
const SUBMITTED_AT = '2026-03-31T14:06:12.481Z'
const PATH = 'files/7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d'

/** A signed URL of a picture. */
export const FILE_URL = `https://verify.example.com/${PATH}?expires=1774966572&signature=pQ5s8Y2kX0vB7nM4cT1wR9zL6dF3hJ5gK8aS2eU7iO4`

/** The snake_case half of a record. */
export const EXAMPLE_RECORD: DualRecord = {
  id: SESSION_ID,
  organization_id: ORGANIZATION_ID,
  user_id: APPLICANT_ID,
  sender_user_id: ORGANIZATION_ID,
  status: 'VERIFIED',
  type: 'verification',
  session_progress: 'COMPLETED',
  created_at: CREATED_AT,
  updated_at: SUBMITTED_AT,
  external_id: 'customer-1017',
  submitted_at: SUBMITTED_AT,
  workflow_steps: ['ID_VERIFICATION'],
  uploads: { id_front: true, selfie_front: true },
  meta_data: { applicantSubmissionBrowser: 'Chrome 146', applicantSubmissionDevice: 'Android' },
  analysis_data: { created_at: SUBMITTED_AT, id_matches_selfie: true },
  decision_source: 'AUTO_APPROVE',
  auto_decision: { state: 'completed', outcome: 'VERIFIED', reasons: [] },
}

export const EXAMPLE_PERSON: DualPerson = {
  id: APPLICANT_ID,
  email: 'anna.eriksson@example.com',
  first_name: 'Anna',
  last_name: 'Eriksson',
  phone: '+15192223333',
  created_at: CREATED_AT,
  updated_at: CREATED_AT,
}
