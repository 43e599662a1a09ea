/** The sandbox's fixed sessions, made by the same builder as every record. */
import type { TxContext } from '../../context.ts'
import type { DecisionReason } from '../../db/tables.ts'
import type { ApplicantId, SessionId, WorkflowId } from '../../lib/ids.ts'
import { type EnvironmentActor, senderUserOf } from '../actor.ts'
import type { Person } from '../applicants/get.ts'
import { reason } from '../checks/judgement.ts'
import type { RecordedCheck } from '../sessions/analysis-data.ts'
import { type RecordedSession, type SessionRecord, toSessionRecord } from '../sessions/record.ts'
import { FURTHER_ANALYSIS, LICENCE_FIELDS } from './everything.ts'
import { failedIdentity, liveness, passedIdentity } from './fixture-facts.ts'
import { FIXTURE_CREATED_MS, FIXTURE_SESSION_IDS, type FixtureSessionId } from './fixtures.ts'
import { EVERY_STEP } from './workflow-fixtures.ts'

const MINUTE_MS = 60_000

interface Scenario {
  readonly session: Partial<RecordedSession> & Pick<RecordedSession, 'status' | 'progress'>
  readonly slots: readonly string[]
  readonly checks: readonly RecordedCheck[]
}

/** The fixture as it is retrieved; undefined for any other id, and outside the sandbox. */
export function findFixtureSession(
  ctx: Pick<TxContext, 'config' | 'clock'>,
  actor: EnvironmentActor,
  id: string,
):
  | { session_record: SessionRecord; resource_links: Record<string, string>; user: Person; sender_user: Person }
  | undefined {
  const known = FIXTURE_SESSION_IDS.find((fixture) => fixture === id)
  if (actor.environment !== 'sandbox' || !known) return undefined
  const record = toFixture(ctx, actor, known)
  // There are no pictures behind the uploads, so that there is nothing to link to.
  return {
    session_record: record,
    resource_links: {},
    user: person(record.user_id, { first: 'Anna', last: 'Eriksson', email: 'anna.eriksson@example.com' }),
    sender_user: person(record.sender_user_id, { first: 'Sandbox', last: 'Member', email: 'member@example.com' }),
  }
}

/** Every fixture, newest first; nothing outside the sandbox. */
export function listFixtureSessions(
  ctx: Pick<TxContext, 'config' | 'clock'>,
  actor: EnvironmentActor,
): SessionRecord[] {
  return actor.environment === 'sandbox' ? FIXTURE_SESSION_IDS.map((id) => toFixture(ctx, actor, id)) : []
}

function toFixture(
  ctx: Pick<TxContext, 'config' | 'clock'>,
  actor: EnvironmentActor,
  id: FixtureSessionId,
): SessionRecord {
  const { session, slots, checks } = SCENARIOS[id]
  const createdAt = new Date(FIXTURE_CREATED_MS - FIXTURE_SESSION_IDS.indexOf(id) * MINUTE_MS)
  const base: RecordedSession = {
    id: id as string as SessionId,
    organizationId: actor.organizationId,
    applicantId: 'test_applicant' as string as ApplicantId,
    apiKeyId: actor.kind === 'api_key' ? actor.apiKeyId : null,
    senderUserId: senderUserOf(actor) ?? null,
    workflowId: 'test_workflow' as string as WorkflowId,
    type: 'session',
    steps: EVERY_STEP,
    externalId: `external_${id}`,
    redirectUrl: null,
    consentAt: null,
    metaData: {},
    decisionSource: null,
    decisionReasons: [],
    expiresAt: null,
    submittedAt: null,
    createdAt,
    updatedAt: createdAt,
    ...session,
  }
  const record = toSessionRecord(ctx, base, { slots, checks })
  return id === 'test_verified' ? withEverything(record) : record
}

/** Adds what other steps than ours would have measured. */
function withEverything(record: SessionRecord): SessionRecord {
  const analysis = record.analysis_data ?? {}
  // The identity check of this very scenario was told a line above.
  const idAnalysis = analysis.id_analysis_data as { readonly id_extracted_text: readonly unknown[] }
  const id_analysis_data = { ...idAnalysis, id_extracted_text: [...idAnalysis.id_extracted_text, ...LICENCE_FIELDS] }
  return { ...record, analysis_data: { ...analysis, id_analysis_data, ...FURTHER_ANALYSIS } }
}

const SUBMITTED_AT = new Date(FIXTURE_CREATED_MS + 10 * MINUTE_MS)
const CHECKED_AT = new Date(FIXTURE_CREATED_MS + 11 * MINUTE_MS)
const SUBMISSION = {
  applicantSubmissionIp: '203.0.113.7',
  applicantSubmissionDevice: 'iPhone',
  applicantSubmissionBrowser: 'Safari 18',
  applicantViewTime: new Date(FIXTURE_CREATED_MS + 8 * MINUTE_MS).toISOString(),
  applicantSubmissionLocation: 'Toronto, Canada',
}
const PICTURES = ['id_front', 'id_back', 'selfie_front']
const EVERY_UPLOAD = [
  ...['id_front', 'id_back', 'secondary_id_front', 'secondary_id_back', 'tertiary_id_front', 'tertiary_id_back'],
  ...['selfie_front', 'selfie_right', 'selfie_left', 'faceliveness', 'pdf_summary', 'hold_up_3_fingers', 'document_1'],
]
const MISMATCH: readonly DecisionReason[] = [
  reason('FACE_SELFIE_MISMATCH', 'CRITICAL', 'The face of the selfie is not the face on the document.'),
  reason('DOCUMENT_EXPIRED', 'CRITICAL', 'The document has expired.'),
  reason('LOW_LIVENESS', 'MEDIUM', 'The selfie may show a picture of a person instead of the person.'),
]
const OTHER_NAME: readonly DecisionReason[] = [
  reason('NAME_MISMATCH', 'HIGH', 'The name on the document is not the name of the session.'),
]
const COMPLETED = {
  progress: 'COMPLETED',
  submittedAt: SUBMITTED_AT,
  metaData: SUBMISSION,
  updatedAt: CHECKED_AT,
} as const

const SCENARIOS: Readonly<Record<FixtureSessionId, Scenario>> = {
  test_verified: {
    session: { ...COMPLETED, status: 'VERIFIED', decisionSource: 'AUTO_APPROVE' },
    slots: EVERY_UPLOAD,
    checks: [
      check('ID_VERIFICATION', 'identity_verify', passedIdentity()),
      check('FACE_LIVENESS', 'face_liveness', liveness(0.9949)),
      check('AGE_ESTIMATION', 'face_estimate_age', { faceCount: 1, ageYears: 37.6 }),
    ],
  },
  test_rejected: {
    session: {
      ...COMPLETED,
      status: 'REJECTED',
      decisionSource: 'DECLINED',
      decisionReasons: MISMATCH,
      metaData: {
        ...SUBMISSION,
        declinedData: {
          declined: true,
          score: 0,
          declinedAt: CHECKED_AT.toISOString(),
          reason: { ...MISMATCH[0], slot: 'PRIMARY' },
        },
      },
    },
    slots: PICTURES,
    checks: [
      check('ID_VERIFICATION', 'identity_verify', failedIdentity()),
      check('FACE_LIVENESS', 'face_liveness', liveness(0.2134)),
      check('AGE_ESTIMATION', 'face_estimate_age', { faceCount: 1, ageYears: 24.2 }),
    ],
  },
  test_submitted: {
    session: { ...COMPLETED, status: 'SUBMITTED', decisionReasons: OTHER_NAME },
    slots: PICTURES,
    checks: [
      check('ID_VERIFICATION', 'identity_verify', passedIdentity()),
      check('FACE_LIVENESS', 'face_liveness', liveness(0.9312)),
    ],
  },
  test_pending: { session: { status: 'PENDING', progress: 'PENDING' }, slots: [], checks: [] },
  test_voided: { session: { status: 'VOIDED', progress: 'COMPLETED' }, slots: [], checks: [] },
}

function check(step: string, kind: RecordedCheck['kind'], result: unknown): RecordedCheck {
  return { step, kind, result, state: 'done', finishedAt: CHECKED_AT }
}

function person(id: string, { first, last, email }: { first: string; last: string; email: string }): Person {
  const at = new Date(FIXTURE_CREATED_MS).toISOString()
  return { id, email, first_name: first, last_name: last, phone: '+15192223333', created_at: at, updated_at: at }
}
