/** The rules: what the facts of an identity check mean for the session. Pure. */
import type { DecisionReason } from '../../db/tables.ts'
import { isDocumentAccepted } from '../workflows/document-rules.ts'
import { ageRangeOf, type IdVerificationConfig } from '../workflows/step-configs.ts'
import type { DocumentFacts, IdentityFacts } from './facts.ts'
import { type Judgement, reason } from './judgement.ts'
import { areNamesAlike } from './names.ts'

export interface JudgeInput {
  readonly facts: IdentityFacts
  readonly config: IdVerificationConfig
  /** Who is expected; left out when nobody said, and then names are not compared. */
  readonly person?: { readonly firstName: string; readonly lastName: string }
  /** Day of the submission, `YYYY-MM-DD` in UTC. */
  readonly today: string
  /** Cosines: at and above `match` one person, below `review` two, a person decides between. */
  readonly thresholds: { readonly match: number; readonly review: number }
}

type Rule = (input: JudgeInput) => DecisionReason | undefined

/** One of these suffices to reject. */
const REFUSALS: readonly Rule[] = [differentFaces, documentNotAllowed, expiredDocument, ageOutOfRange]
/** One of these suffices to leave the decision to a person. */
const DOUBTS: readonly Rule[] = [
  unreadDocument,
  uncertainDocument,
  invalidDigits,
  repairedNumber,
  unknownExpiry,
  unknownAge,
  otherName,
  noPortrait,
  noSelfieFace,
  severalFaces,
  uncertainFaces,
]

/** Everything passed → VERIFIED; a hard failure → REJECTED; a doubt → stays SUBMITTED for review. */
export function judgeIdentity(input: JudgeInput): Judgement {
  const refusals = applyRules(REFUSALS, input)
  const doubts = applyRules(DOUBTS, input)
  if (refusals.length > 0) return { outcome: 'REJECTED', reasons: [...refusals, ...doubts] }
  if (doubts.length > 0) return { outcome: 'SUBMITTED', reasons: doubts }
  return { outcome: 'VERIFIED', reasons: [] }
}

/** Whether the document is still valid on `today`; undefined when its date of expiry could not be read for sure. */
export function isUnexpired(document: DocumentFacts, today: string): boolean | undefined {
  const expiration = trustedDate(document, 'expirationDate')
  return expiration === undefined ? undefined : expiration >= today
}

/** Whole years of the holder on `today`; undefined when the date of birth could not be read for sure. */
export function ageOn(document: DocumentFacts, today: string): number | undefined {
  const birth = trustedDate(document, 'dateOfBirth')
  if (birth === undefined) return undefined
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) >= birth.slice(5) ? years : years - 1
}

function applyRules(rules: readonly Rule[], input: JudgeInput): DecisionReason[] {
  return rules.flatMap((rule) => rule(input) ?? [])
}

/**
 * A date whose own check digit is valid and, when any character of the zone was mended, that the print confirms: an
 * applicant is not turned away on a date that we made fit.
 */
function trustedDate(document: DocumentFacts, field: 'dateOfBirth' | 'expirationDate'): string | undefined {
  const { mrz, fields } = document
  const isValid = mrz?.checkDigits.some((digit) => digit.field === field && digit.valid)
  const fact = fields[field]
  if (!isValid || fact?.source !== 'mrz' || fact.value === '') return undefined
  return mrz?.repaired && !fact.confirmedByText ? undefined : fact.value
}

function differentFaces({ facts, thresholds }: JudgeInput): DecisionReason | undefined {
  const { similarity } = facts
  if (similarity === undefined || similarity >= thresholds.review || facts.selfie.faces.length !== 1) return undefined
  return reason('FACE_SELFIE_MISMATCH', 'CRITICAL', 'The face of the selfie is not the face on the document.')
}

function expiredDocument({ facts, today }: JudgeInput): DecisionReason | undefined {
  if (isUnexpired(facts.document, today) !== false) return undefined
  return reason('DOCUMENT_EXPIRED', 'CRITICAL', 'The document has expired.')
}

/** Only a zone with every digit valid says the kind and the issuer for sure; any other one is doubted already. */
function documentNotAllowed({ facts, config }: JudgeInput): DecisionReason | undefined {
  const { mrz, documentType, fields } = facts.document
  if (!mrz?.allDigitsValid) return undefined
  if (isDocumentAccepted(config, { kind: documentType, country: fields.issuingCountry?.value ?? '' })) return undefined
  return reason('DOC_TYPE_NOT_ALLOWED', 'CRITICAL', 'Documents of this kind or country are not accepted.')
}

function ageOutOfRange({ facts, config, today }: JudgeInput): DecisionReason | undefined {
  const age = ageOn(facts.document, today)
  const { least, most } = ageRangeOf(config)
  if (age === undefined || (age >= least && age <= most)) return undefined
  return reason('AGE_OUT_OF_RANGE', 'CRITICAL', `The holder's age is not between ${least} and ${most} years.`)
}

function unreadDocument({ facts }: JudgeInput): DecisionReason | undefined {
  if (facts.document.mrz) return undefined
  return reason('ID_TYPE_UNRECOGNIZED', 'HIGH', 'No machine-readable zone was found on the document.')
}

function uncertainDocument({ facts, config }: JudgeInput): DecisionReason | undefined {
  const { id_confidence_threshold_enabled: isOn, id_confidence_threshold: threshold } = config
  if (!isOn || threshold === undefined || facts.document.confidence * 100 >= threshold) return undefined
  return reason('ID_TYPE_LOW_CONFIDENCE', 'HIGH', 'The document was read with less confidence than is asked for.')
}

function invalidDigits({ facts }: JudgeInput): DecisionReason | undefined {
  if (!facts.document.mrz || facts.document.mrz.allDigitsValid) return undefined
  return reason('MRZ_INVALID', 'HIGH', 'Check digits of the machine-readable zone are wrong or could not be read.')
}

/** A valid digit after a repair is no proof: nine of 81 measured documents had one and a wrong character. */
function repairedNumber({ facts }: JudgeInput): DecisionReason | undefined {
  const { mrz, fields } = facts.document
  if (!mrz?.repaired || fields.documentNumber?.confirmedByText) return undefined
  return reason('MRZ_REPAIRED', 'MEDIUM', 'A character was mended and the printed number does not confirm it.')
}

function unknownExpiry({ facts, today }: JudgeInput): DecisionReason | undefined {
  if (!facts.document.mrz?.allDigitsValid || isUnexpired(facts.document, today) !== undefined) return undefined
  return reason('EXPIRY_UNKNOWN', 'MEDIUM', 'The document does not say for sure when it expires.')
}

function unknownAge({ facts, today }: JudgeInput): DecisionReason | undefined {
  if (!facts.document.mrz?.allDigitsValid || ageOn(facts.document, today) !== undefined) return undefined
  return reason('AGE_UNKNOWN', 'MEDIUM', 'The document does not say for sure when its holder was born.')
}

function otherName({ facts, person }: JudgeInput): DecisionReason | undefined {
  const { surname, givenNames } = facts.document.fields
  if (!person || (!surname && !givenNames)) return undefined
  const last = areNamesAlike(person.lastName, surname?.value ?? '')
  const first = areNamesAlike(person.firstName, givenNames?.value ?? '')
  if (last && first) return undefined
  return reason('NAME_MISMATCH', 'HIGH', 'The name on the document is not the name of the session.')
}

function noPortrait({ facts }: JudgeInput): DecisionReason | undefined {
  if (facts.document.portrait) return undefined
  return reason('FACE_NOT_DETECTED_IN_ID', 'HIGH', 'No portrait was found on the document.')
}

function noSelfieFace({ facts }: JudgeInput): DecisionReason | undefined {
  if (facts.selfie.faces.length > 0) return undefined
  return reason('NO_FACE_DETECTED', 'HIGH', 'No face was found in the selfie.')
}

function severalFaces({ facts }: JudgeInput): DecisionReason | undefined {
  if (facts.selfie.faces.length < 2) return undefined
  return reason('SEVERAL_FACES', 'HIGH', 'More than one face was found in the selfie.')
}

function uncertainFaces({ facts, thresholds }: JudgeInput): DecisionReason | undefined {
  const { similarity } = facts
  if (similarity === undefined || similarity >= thresholds.match) return undefined
  if (similarity < thresholds.review && facts.selfie.faces.length === 1) return undefined
  return reason('LOW_FACE_MATCH', 'MEDIUM', 'The two faces are alike, but not enough to be sure.')
}
