/** What clients of the contract parse at run time (contract §8.5): strict about nulls, blind to further keys. */
import * as z from 'zod'

const text = z.string()

/** The record as the next SDK reads it: nine texts always, no null in anything optional. */
export const snakeRecord = z.object({
  id: text,
  organization_id: text,
  user_id: text,
  sender_user_id: text,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  status: z.enum(['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED']),
  type: text,
  session_progress: z.enum(['PENDING', 'STARTED', 'COMPLETED']),
  external_id: text.optional(),
  workflow_id: text.optional(),
  submitted_at: z.iso.datetime().optional(),
  redirect_url: text.optional(),
  expires_at: z.iso.datetime().optional(),
  location: z.union([text, z.object({ country: text.optional() }), z.null()]).optional(),
  workflow_steps: z.array(text).optional(),
  uploads: z.record(text, z.boolean()).optional(),
  meta_data: z.record(text, z.unknown()).optional(),
  analysis_data: z.record(text, z.unknown()).optional(),
  auto_decision: z.object({ state: z.enum(['pending', 'completed', 'skipped']) }).optional(),
  decision_source: z.enum(['AUTO_APPROVE', 'DECLINED']).optional(),
})

/** The same record by the types of the released SDK. */
export const camelRecord = z.object({
  id: text,
  organizationId: text,
  userId: text,
  senderUserId: text,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  status: text,
  type: text,
  sessionProgress: text,
  externalId: text.optional(),
  workflowId: text.optional(),
  workflowSteps: z.array(text).optional(),
  submittedAt: text.optional(),
  metaData: z.record(text, z.unknown()).optional(),
  uploads: z.record(text, z.boolean()).optional(),
  analysisData: z
    .object({ createdAt: text, idMatchesSelfie: z.boolean().optional(), facelivenessScore: z.number().optional() })
    .optional(),
})

const snakeUser = z.object({
  id: text,
  email: text,
  first_name: text,
  last_name: text,
  phone: text,
  created_at: text,
  updated_at: text,
})
const camelUser = z.object({
  id: text,
  email: text,
  firstName: text,
  lastName: text,
  phone: text,
  createdAt: text,
  updatedAt: text,
})

export const created = z.object({
  id: z.uuid(),
  session_url: z.url(),
  externalId: text.optional(),
  expires_at: text.optional(),
  links: z.array(z.object({ rel: text, href: text, description: text.optional() })),
})
export const createdCamel = z.object({
  id: z.uuid(),
  sessionUrl: z.url(),
  externalId: text.optional(),
  links: z.array(z.object({ url: text, type: text })),
})

export const retrieved = z.object({
  session_record: snakeRecord,
  resource_links: z.record(text, text),
  user: snakeUser.optional(),
  sender_user: snakeUser.optional(),
})
export const retrievedCamel = z.object({
  sessionRecord: camelRecord,
  resourceLinks: z.record(text, text),
  user: camelUser.optional(),
  senderUser: camelUser.optional(),
})

export const updated = z.object({ session_record: snakeRecord })

export const listed = z.object({ sessions: z.array(snakeRecord), next_token: text.nullable() })
export const listedCamel = z.object({
  data: z.array(camelRecord),
  total: z.number().optional(),
  hasMore: z.boolean().optional(),
  limit: z.number(),
  offset: z.number(),
})

const workflowShape = z.object({
  id: text,
  name: text,
  status: text,
  organization_id: text,
  created_at: text,
  updated_at: text,
  steps: z.array(z.object({ id: text, config: z.record(text, z.unknown()) })),
})
export const workflow = z.object({ workflow: workflowShape })
export const workflows = z.object({
  workflows: z.array(z.object({ id: text, name: text, status: text, steps: z.array(text), created_at: text })),
})

const share = z.number().min(0).max(1)
const percent = z.number().min(0).max(100)
const documentShape = {
  documentType: text,
  fullName: text,
  firstName: text,
  lastName: text,
  dateOfBirth: text,
  gender: text,
  nationality: text,
  documentNumber: text,
  expirationDate: text,
  issuingCountry: text,
  address: text.optional(),
  faceImage: text.optional(),
}

/** Direct calls by their path; the released SDK parses these at run time. */
export const direct: Readonly<Record<string, z.ZodType>> = {
  '/v1/upload/presign': z.object({ uploads: z.array(z.object({ uploadUrl: z.url(), fileKey: text })) }),
  '/v1/document/scan': z.object({
    ...documentShape,
    mrzData: text.optional(),
    rawFields: z.record(text, text),
    confidence: share,
  }),
  '/v1/face/detect': z.object({
    faceDetected: z.boolean(),
    confidence: share,
    boundingBox: z.object({ top: share, left: share, width: share, height: share }).optional(),
    landmarks: z.array(z.object({ type: text, x: z.number(), y: z.number() })).optional(),
  }),
  '/v1/face/compare': z.object({
    isMatch: z.boolean(),
    confidence: percent,
    threshold: percent,
    sourceFaceDetected: z.boolean(),
    targetFaceDetected: z.boolean(),
  }),
  '/v1/face/estimate-age': z.object({
    faceDetected: z.boolean(),
    estimatedAge: z.int().optional(),
    ageRange: z.object({ low: z.int(), high: z.int() }).optional(),
    gender: z.enum(['male', 'female']).optional(),
    genderConfidence: share.optional(),
  }),
  '/v1/identity/verify': z.object({
    verified: z.boolean(),
    document: z.object({ ...documentShape, confidence: percent }),
    faceDetection: z.object({ faceDetected: z.boolean(), confidence: percent }),
    faceMatch: z.object({ isMatch: z.boolean(), confidence: percent, threshold: percent }),
    overallConfidence: percent,
  }),
}
