/** Every word with which a step's verdict is explained: codes for machines; sentences stand with whoever shows them. */

/** Why a step failed: it takes an attempt and the step is asked again (contract §4.6.4). */
export const FAILURE_CODES = [
  'FACE_MISMATCH',
  'LIVENESS_ID_MISMATCH',
  'DOC_TYPE_NOT_ALLOWED',
  'SELFIE_IS_DOCUMENT',
] as const

/**
 * What the contract fails a step for besides (§4.3), and no judge here does: the picture is asked for again, or a person looks. A
 * scenario of the sandbox plays them.
 */
export const PLAYED_FAILURE_CODES = [
  'NO_FACE_DETECTED',
  'OCR_NAME_MISSING',
  'ID_TYPE_UNRECOGNIZED',
  'ID_TYPE_LOW_CONFIDENCE',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number] | (typeof PLAYED_FAILURE_CODES)[number]

/** Why a picture or file could not be judged: it is asked for again and no attempt is taken. */
export const DEFECT_CODES = [
  'ID_TYPE_UNRECOGNIZED',
  'FACE_NOT_DETECTED_IN_ID',
  'NO_FACE_DETECTED',
  'SEVERAL_FACES',
  'PICTURE_BLURRED',
  'PICTURE_TOO_DARK',
  'PICTURE_TOO_BRIGHT',
  'PICTURE_GLARE',
  'PICTURE_TOO_SMALL',
  'FACE_TURNED_AWAY',
  'FACE_CUT_OFF',
  'FILE_ENCRYPTED',
  'FILE_DAMAGED',
  'FILE_TOO_LONG',
  'SIGNATURE_EMPTY',
] as const
export type DefectCode = (typeof DEFECT_CODES)[number]

/** What a person must look at, or what declines the session at its decision. */
export const DOUBT_CODES = [
  'AGE_ESTIMATE_OUT_OF_RANGE',
  'AGE_OUT_OF_RANGE',
  'AGE_UNKNOWN',
  'CHECK_FAILED',
  'CONSENT_DECLINED',
  'DOCUMENT_EXPIRED',
  'EXPIRY_UNKNOWN',
  'FACE_SELFIE_MISMATCH',
  'FILES_TO_REVIEW',
  'IDENTITY_NOT_PROVEN',
  'ID_TYPE_LOW_CONFIDENCE',
  'LIVENESS_NOT_PROVEN',
  'LOW_FACE_MATCH',
  'LOW_LIVENESS',
  'MRZ_AMBIGUOUS',
  'MRZ_INVALID',
  'MRZ_REPAIRED',
  'NAME_MISMATCH',
  'NAME_UNCONFIRMED',
] as const
export type DoubtCode = (typeof DOUBT_CODES)[number]

export type ReasonCode = FailureCode | DefectCode | DoubtCode

export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const

/** How grave a reason is: one that is CRITICAL declines the session when it is decided (contract §4.3). */
export type Severity = (typeof SEVERITIES)[number]

/** Why a verdict or a decision fell as it did; nothing personal. */
export interface Reason {
  readonly code: ReasonCode
  readonly severity: Severity
}

/** One reason. */
export function reason(code: ReasonCode, severity: Severity): Reason {
  return { code, severity }
}

/** Gravest first, each code once: steps that share a selfie doubt it alike. */
export function sortReasons(reasons: readonly Reason[]): Reason[] {
  const sorted = reasons.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))
  return sorted.filter(({ code }, place) => sorted.findIndex((other) => other.code === code) === place)
}
