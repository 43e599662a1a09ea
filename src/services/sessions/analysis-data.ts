/** Tells the facts of a session's checks in the contract's words (§4.3 analysis_data). */
import type { StoredStep } from '../../db/tables.ts'
import { ageBracket } from '../checks/age-bracket.ts'
import type { Check } from '../checks/check.ts'
import { faceConfidence } from '../checks/face-confidence.ts'
import type { AgeFacts, DocumentFacts, FaceFacts, FieldName, IdentityFacts, LivenessFacts } from '../checks/facts.ts'
import { ageOn, isUnexpired } from '../checks/judge.ts'
import { ageEstimationConfigOf, idVerificationConfigOf } from '../workflows/catalogue.ts'
import { type AgeEstimationConfig, ageRangeOf, type IdVerificationConfig } from '../workflows/step-configs.ts'

/** Provider-style names of the fields that we read. */
const TEXT_TYPES: Readonly<Record<FieldName, string>> = {
  givenNames: 'FIRST_NAME',
  surname: 'LAST_NAME',
  dateOfBirth: 'DATE_OF_BIRTH',
  expirationDate: 'EXPIRATION_DATE',
  dateOfIssue: 'DATE_OF_ISSUE',
  documentNumber: 'DOCUMENT_NUMBER',
  nationality: 'NATIONALITY',
  issuingCountry: 'ISSUING_COUNTRY',
  sex: 'SEX',
}

/** What is told of a check. */
export type RecordedCheck = Pick<Check, 'kind' | 'state' | 'step' | 'result' | 'finishedAt'>

interface Thresholds {
  readonly match: number
  readonly review: number
}

interface IdentityInput {
  readonly facts: IdentityFacts
  readonly config: IdVerificationConfig
  /** Day of the submission, `YYYY-MM-DD` in UTC. */
  readonly today: string
  readonly thresholds: Thresholds
}

/** The snake_case `analysis_data`: what was not measured is left out; undefined until a check is done. */
export function toAnalysisData(
  session: { readonly steps: readonly StoredStep[]; readonly submittedAt: Date | null },
  checks: readonly RecordedCheck[],
  thresholds: Thresholds,
): Record<string, unknown> | undefined {
  const done = checks.filter(({ state }) => state === 'done')
  const finishedMs = done.flatMap(({ finishedAt }) => finishedAt?.getTime() ?? [])
  if (finishedMs.length === 0 || !session.submittedAt) return undefined
  const today = session.submittedAt.toISOString().slice(0, 10)
  const isLivenessTold = done.some(({ kind }) => kind === 'face_liveness')
  const parts = done.map(({ kind, step: id, result }) => {
    const step = session.steps.find((known) => known.id === id)
    if (!step) return {}
    // The row was written by `recordCheck` from facts of its kind.
    if (kind === 'face_liveness') return toLiveness(result as LivenessFacts)
    if (kind === 'face_estimate_age') return toAge(result as AgeFacts, ageEstimationConfigOf(step.config))
    const config = idVerificationConfigOf(step.config)
    return toIdentity({ facts: result as IdentityFacts, config, today, thresholds }, isLivenessTold)
  })
  return Object.assign({ created_at: new Date(Math.max(...finishedMs)).toISOString() }, ...parts)
}

/** Liveness is scored on the same selfie, so that its match with the document is the selfie's. */
function toIdentity(input: IdentityInput, isLivenessTold: boolean): Record<string, unknown> {
  const { facts, thresholds } = input
  const { similarity } = facts
  const matches = similarity === undefined ? undefined : similarity >= thresholds.match
  return {
    id_analysis_data: toIdAnalysis(input),
    ...(matches !== undefined && { id_matches_selfie: matches, id_matches_face_capture: matches }),
    ...(matches !== undefined && isLivenessTold && { id_matches_liveness: matches }),
    ...(similarity !== undefined && { compare_faces_data: toCompareFaces(facts, similarity, thresholds) }),
    selected_document_types: { primary: facts.document.documentType },
  }
}

function toLiveness({ score }: LivenessFacts): Record<string, unknown> {
  return score === undefined ? {} : { faceliveness_score: toPercent(score) }
}

/** Not in the contract, which tells ages of faces but has no place for the step's own result. */
function toAge({ ageYears }: AgeFacts, config: AgeEstimationConfig): Record<string, unknown> {
  if (ageYears === undefined) return {}
  const { low, high } = ageBracket(ageYears)
  const { least, most } = ageRangeOf(config)
  return {
    age_estimation_data: {
      estimated_age: Math.round(ageYears),
      age_range: { low, high },
      age_restriction_pass: ageYears >= least && ageYears <= most,
    },
  }
}

/**
 * The passes are true only when the value was read with a valid check digit and satisfies the rule.
 * `valid_state_pass` is true since no restriction to states can be configured.
 */
function toIdAnalysis({ facts, config, today }: IdentityInput): Record<string, unknown> {
  const { document } = facts
  const age = ageOn(document, today)
  const { least, most } = ageRangeOf(config)
  return {
    detect_face_data: document.portrait ? [toFace(document.portrait)] : [],
    id_extracted_text: toExtractedText(document),
    expiry_date_pass: isUnexpired(document, today) === true,
    valid_state_pass: true,
    age_restriction_pass: age !== undefined && age >= least && age <= most,
  }
}

function toExtractedText(document: DocumentFacts): Array<{ type: string; value: string; confidence: number }> {
  const fields = Object.entries(TEXT_TYPES).flatMap(([name, type]) => {
    const fact = document.fields[name as FieldName]
    if (!fact) return []
    const value = /^\d{4}-\d{2}-\d{2}$/.test(fact.value) ? fact.value.replaceAll('-', '/') : fact.value
    return [{ type, value, confidence: toPercent(fact.confidence) }]
  })
  const { documentType, confidence } = document
  const kind = {
    type: 'ID_TYPE',
    value: documentType.toUpperCase().replaceAll('_', ' '),
    confidence: toPercent(confidence),
  }
  const mrz = document.mrz && {
    type: 'MRZ_CODE',
    value: document.mrz.lines.join('\n'),
    confidence: toPercent(confidence),
  }
  return [...fields, kind, ...(mrz ? [mrz] : [])]
}

function toCompareFaces(facts: IdentityFacts, similarity: number, thresholds: Thresholds): Record<string, unknown> {
  const confidence = faceConfidence(similarity, thresholds)
  const [face] = facts.selfie.faces
  return {
    face_match_confidence: confidence,
    face_match_result: { similarity: confidence, ...(face && { face: toFace(face) }) },
  }
}

/** A face in the contract's shape; age and gender are left out, since they are not measured. */
function toFace(face: FaceFacts): Record<string, unknown> {
  const { box, confidence, landmarks, pose, quality } = face
  return {
    confidence: toPercent(confidence),
    quality,
    bounding_box: { height: box.height, left: box.left, top: box.top, width: box.width },
    pose,
    landmarks: landmarks.map(({ x, y, type }) => ({ x, y, type })),
  }
}

/** 0…1 as 0…100 with two decimals. */
function toPercent(share: number): number {
  return Math.round(share * 10_000) / 100
}
