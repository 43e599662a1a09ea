/** Tells what was read and compared in the contract's words (§4.3 analysis_data). */
import { ageRangeOf } from '../age-rule.ts'
import { faceConfidence } from '../face-confidence.ts'
import type { DocumentFacts, FaceFacts, FieldName, IdentityFacts } from '../facts.ts'
import type { EarlierStep, Thresholds } from '../step-kind.ts'
import { ageOn, isUnexpired, type JudgeInput } from './judge.ts'

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

/** What was not measured is left out. */
export function toIdentityAnalysis(
  input: JudgeInput,
  earlier: ReadonlyArray<Pick<EarlierStep, 'id'>>,
): Record<string, unknown> {
  const { facts, run } = input
  const { similarity } = facts
  const matches = similarity === undefined ? undefined : similarity >= run.thresholds.match
  // The face of an earlier liveness step is that of this selfie, or was compared with it.
  const isLivenessDone = earlier.some(({ id }) => id === 'FACE_LIVENESS')
  const alive = facts.livenessSimilarity ?? similarity
  return {
    id_analysis_data: toIdAnalysis(input),
    ...(matches !== undefined && { id_matches_selfie: matches, id_matches_face_capture: matches }),
    ...(isLivenessDone && alive !== undefined && { id_matches_liveness: alive >= run.thresholds.match }),
    ...(similarity !== undefined && { compare_faces_data: toCompareFaces(facts, similarity, run.thresholds) }),
    selected_document_types: { primary: facts.document.documentType },
  }
}

/**
 * The passes are true only when the value was read with a valid check digit and satisfies the rule.
 * `valid_state_pass` is true since no restriction to states can be configured.
 */
function toIdAnalysis({ facts, settings, run }: JudgeInput): Record<string, unknown> {
  const { document } = facts
  const age = ageOn(document, run.today)
  const { minimum, maximum } = ageRangeOf(settings)
  return {
    detect_face_data: document.portrait ? [toFace(document.portrait)] : [],
    id_extracted_text: toExtractedText(document),
    expiry_date_pass: isUnexpired(document, run.today) === true,
    valid_state_pass: true,
    age_restriction_pass: age !== undefined && age >= minimum && age <= maximum,
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
