/** The sandbox's fixed sessions, told by the same judges and in the same form as every other one. */
import { crc32 } from 'node:zlib'
import type { DecisionReason } from '../../db/run-tables.ts'
import { type ApplicantId, isUuid, type SessionId, type WorkflowId } from '../../lib/ids.ts'
import { passedIdentity } from '../../steps/id-verification/play.ts'
import { reason } from '../../steps/reasons.ts'
import { findKind } from '../../steps/registry.ts'
import type { RunContext } from '../../steps/step-kind.ts'
import { type EnvironmentActor, senderUserOf } from '../actor.ts'
import type { Person } from '../applicants/get.ts'
import { FIXTURE_CREATED_MS, FIXTURE_SESSION_IDS, type FixtureSessionId } from '../fixture-ids.ts'
import type { RetrievedSession } from '../sessions/retrieved-session.ts'
import type { SessionView, StepView, ViewedSession } from '../sessions/view.ts'
import { EVERY_STEP } from '../workflows/fixtures.ts'
import { DEFAULT_MAX_ATTEMPTS } from '../workflows/workflow.ts'
import { FURTHER_ANALYSIS, LICENCE_FIELDS } from './everything.ts'
import { failedIdentity, liveness } from './fixture-facts.ts'
import { FIXTURE_SLOTS, fixturePictureId } from './pictures.ts'

const MINUTE_MS = 60_000

interface Scenario {
  readonly session: Partial<ViewedSession> & Pick<ViewedSession, 'status' | 'progress'>
  readonly slots: readonly string[]
  /** Facts of the checks that were done, by step. */
  readonly facts: Readonly<Record<string, unknown>>
}

/**
 * The fixture as it is retrieved; any other word, which no session of its own can have for an id, is one of them under that
 * word, always the same. Undefined for a UUID, and outside the sandbox.
 */
export function findFixtureSession(actor: EnvironmentActor, id: string): RetrievedSession | undefined {
  // A word that looks like a key is not repeated.
  if (actor.environment !== 'sandbox' || isUuid(id) || id.startsWith('sk_')) return undefined
  const known = FIXTURE_SESSION_IDS.find((fixture) => fixture === id) ?? choose(FIXTURE_SESSION_IDS, id)
  const session = { ...toFixture(actor, known), id: id as SessionId }
  const senderId = session.senderUserId ?? session.apiKeyId ?? session.organizationId
  return {
    session,
    applicant: person(session.applicantId, {
      firstName: 'Anna',
      lastName: 'Eriksson',
      email: 'anna.eriksson@example.com',
    }),
    sender: person(senderId, { firstName: 'Sandbox', lastName: 'Member', email: 'member@example.com' }),
  }
}

/** Every fixture, newest first; nothing outside the sandbox. */
export function listFixtureSessions(actor: EnvironmentActor): SessionView[] {
  return actor.environment === 'sandbox' ? FIXTURE_SESSION_IDS.map((id) => toFixture(actor, id)) : []
}

/** One of several, by the word. */
export function choose<const T>(all: readonly [T, ...T[]], word: string): T {
  return all[crc32(word) % all.length] ?? all[0]
}

function toFixture(actor: EnvironmentActor, id: FixtureSessionId): SessionView {
  const { session, slots, facts } = SCENARIOS[id]
  const createdAt = new Date(FIXTURE_CREATED_MS - FIXTURE_SESSION_IDS.indexOf(id) * MINUTE_MS)
  return {
    id: id as string as SessionId,
    organizationId: actor.organizationId,
    environment: actor.environment,
    applicantId: 'test_applicant' as string as ApplicantId,
    apiKeyId: actor.kind === 'api_key' ? actor.apiKeyId : null,
    senderUserId: senderUserOf(actor) ?? null,
    workflowId: 'test_workflow' as string as WorkflowId,
    type: 'session',
    steps: EVERY_STEP,
    maxAttempts: DEFAULT_MAX_ATTEMPTS,
    isHeadless: false,
    firstName: 'Anna',
    lastName: 'Eriksson',
    externalId: `external_${id}`,
    redirectUrl: null,
    locale: null,
    consentAt: null,
    metaData: {},
    decisionSource: null,
    decisionReasons: [],
    expiresAt: null,
    submittedAt: null,
    createdAt,
    updatedAt: createdAt,
    ...session,
    views: EVERY_STEP.map((_step, position) => toStepView(id, position, facts)),
    files: Object.fromEntries(slots.map((slot) => [slot, fixturePictureId(slot)])),
  }
}

function toStepView(fixture: FixtureSessionId, position: number, facts: Scenario['facts']): StepView {
  const { id = '', config = {} } = EVERY_STEP[position] ?? {}
  const untouched = { id, position, attempts: 0, failureReason: null, checkId: null, reasons: [] }
  const further = fixture === 'test_verified' ? FURTHER_ANALYSIS[id] : undefined
  const kind = findKind(id)
  const isDone = kind !== undefined && Object.hasOwn(facts, id)
  if (!isDone && !further) {
    return { ...untouched, status: 'PENDING', startedAt: null, completedAt: null, judgedAt: null, result: undefined }
  }
  const earlier = EVERY_STEP.slice(0, position).flatMap(({ id: step, config: settings }) =>
    Object.hasOwn(facts, step) ? [{ id: step, settings, facts: facts[step], evidence: {} }] : [],
  )
  const input = { settings: config, body: {}, facts: facts[id], run: { ...RUN, earlier } }
  const analysis = isDone ? kind.analysis(input) : (further ?? {})
  const times = { startedAt: SUBMITTED_AT, completedAt: CHECKED_AT, judgedAt: CHECKED_AT }
  return {
    ...{ ...untouched, ...times, status: 'COMPLETED', attempts: 1 },
    result: { analysis: fixture === 'test_verified' ? withLicence(analysis) : analysis, findings: [] },
  }
}

/** Adds the fields of a licence that a machine-readable zone does not hold. */
function withLicence(analysis: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { id_analysis_data: read } = analysis
  if (!isRead(read)) return analysis
  const id_extracted_text = [...read.id_extracted_text, ...LICENCE_FIELDS]
  return { ...analysis, id_analysis_data: { ...read, id_extracted_text } }
}

function isRead(value: unknown): value is { readonly id_extracted_text: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'id_extracted_text' in value
}

const RUN: RunContext = {
  today: new Date(FIXTURE_CREATED_MS).toISOString().slice(0, 10),
  thresholds: { match: 0.45, review: 0.3 },
  stepIds: EVERY_STEP.map(({ id }) => id),
  earlier: [],
  retakes: 0,
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
const MISMATCH: readonly DecisionReason[] = [
  reason('FACE_SELFIE_MISMATCH', 'CRITICAL'),
  reason('DOCUMENT_EXPIRED', 'CRITICAL'),
  reason('LOW_LIVENESS', 'MEDIUM'),
]
const OTHER_NAME: readonly DecisionReason[] = [reason('NAME_MISMATCH', 'HIGH')]
const COMPLETED = {
  progress: 'COMPLETED',
  submittedAt: SUBMITTED_AT,
  metaData: SUBMISSION,
  updatedAt: CHECKED_AT,
} as const

const SCENARIOS: Readonly<Record<FixtureSessionId, Scenario>> = {
  test_verified: {
    session: { ...COMPLETED, status: 'VERIFIED', decisionSource: 'AUTO_APPROVE' },
    slots: FIXTURE_SLOTS,
    facts: {
      ID_VERIFICATION: passedIdentity(),
      FACE_LIVENESS: liveness(0.9949),
      AGE_ESTIMATION: { faceCount: 1, ageYears: 37.6 },
    },
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
    facts: {
      ID_VERIFICATION: failedIdentity(),
      FACE_LIVENESS: liveness(0.2134),
      AGE_ESTIMATION: { faceCount: 1, ageYears: 24.2 },
    },
  },
  test_submitted: {
    session: { ...COMPLETED, status: 'SUBMITTED', decisionReasons: OTHER_NAME },
    slots: PICTURES,
    facts: {
      ID_VERIFICATION: passedIdentity(),
      FACE_LIVENESS: liveness(0.9312),
    },
  },
  test_pending: { session: { status: 'PENDING', progress: 'PENDING' }, slots: [], facts: {} },
  test_voided: { session: { status: 'VOIDED', progress: 'COMPLETED' }, slots: [], facts: {} },
}

function person(id: string, name: Pick<Person, 'firstName' | 'lastName' | 'email'>): Person {
  const createdAt = new Date(FIXTURE_CREATED_MS)
  return { id, ...name, phone: '+15192223333', createdAt, updatedAt: createdAt }
}
