/** The rules: what the facts of an identity check mean for its step. Pure. */
import { isCountryCode } from '../../lib/country-codes.ts'
import { ageRangeOf } from '../age-rule.ts'
import type { DocumentFacts, FieldFact, IdentityFacts } from '../facts.ts'
import { findDocumentDefect, findFaceDefect, findPortraitDefect, toDefectCode } from '../picture-defects.ts'
import { type DefectCode, type Reason, reason } from '../reasons.ts'
import { SELFIE } from '../selfie-slot.ts'
import type { RunContext } from '../step-kind.ts'
import { fail, passUnless, retake, type Verdict } from '../verdict.ts'
import { isDocumentAccepted } from './document-rules.ts'
import { areNamesAlike, holdsNoMore } from './names.ts'
import type { IdVerificationSettings } from './settings.ts'

export interface JudgeInput {
  readonly facts: IdentityFacts
  readonly settings: IdVerificationSettings
  readonly run: Pick<RunContext, 'person' | 'today' | 'thresholds' | 'retakes'>
}

type Rule = (input: JudgeInput) => Reason | undefined

/** One of these declines the session when it is decided; age and dates never fail the step (contract §4.6.4). */
const DECLINES: readonly Rule[] = [expiredDocument, ageOutOfRange]
/** One of these suffices to leave the decision to a person. */
const DOUBTS: readonly Rule[] = [
  unreadDocument,
  uncertainDocument,
  invalidZone,
  ambiguousNumber,
  repairedNumber,
  unknownExpiry,
  unknownAge,
  otherName,
  unconfirmedName,
  noPortrait,
  uncertainFaces,
]

/**
 * A kind of document that is not accepted and a selfie that is no picture of its own fail the step. Then quality comes
 * before any match: what cannot be judged is asked for again. Only faces that could be compared can be two people's.
 */
export function judgeIdentity(input: JudgeInput): Verdict {
  const { facts, run } = input
  const reasons = [...DECLINES, ...DOUBTS].flatMap((rule) => rule(input) ?? [])
  if (isNotAllowed(input)) return fail('DOC_TYPE_NOT_ALLOWED', reasons)
  if (facts.reuse) return fail('SELFIE_IS_DOCUMENT', reasons)
  const defect = findDefect(facts)
  if (defect) return retake(defect.code, run.retakes, { slot: defect.slot, doubts: reasons })
  const others = reasons.filter(({ code }) => code !== 'LOW_FACE_MATCH')
  if (areDifferentFaces(facts.similarity, run)) return fail('FACE_MISMATCH', others)
  if (areDifferentFaces(facts.livenessSimilarity, run)) return fail('LIVENESS_ID_MISMATCH', others)
  return passUnless(reasons)
}

/** A page whose zone is read without fault is read, however the picture looks; its portrait must be judgeable still. */
function findDefect({ document, selfie }: IdentityFacts): { code: DefectCode; slot: string } | undefined {
  const page = document.mrz?.allDigitsValid ? undefined : findDocumentDefect(document)
  const code = page && toDefectCode(page)
  if (code) return { code, slot: 'id_front' }
  if (!document.portrait) return { code: 'FACE_NOT_DETECTED_IN_ID', slot: 'id_front' }
  const portrait = findPortraitDefect(document.portrait)
  if (portrait) return { code: toDefectCode(portrait), slot: 'id_front' }
  const face = findFaceDefect(selfie.faces)
  return face && { code: toDefectCode(face), slot: SELFIE.slot }
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

/**
 * A date whose own check digit is valid and that the print confirms when any character of the zone was mended or when
 * another century is possible: an applicant is not turned away on a date that we made fit.
 */
function trustedDate(document: DocumentFacts, field: 'dateOfBirth' | 'expirationDate'): string | undefined {
  const { mrz, fields } = document
  const isValid = mrz?.checkDigits.some((digit) => digit.field === field && digit.valid)
  const fact = fields[field]
  if (!isValid || fact?.source !== 'mrz' || fact.value === '') return undefined
  const isDoubted = mrz?.repaired || isAmbiguous(fact)
  return isDoubted && !fact.confirmedByText ? undefined : fact.value
}

function isAmbiguous({ candidates }: FieldFact): boolean {
  return candidates !== undefined && candidates.length > 0
}

function areDifferentFaces(similarity: number | undefined, { thresholds }: JudgeInput['run']): boolean {
  return similarity !== undefined && similarity < thresholds.review
}

function expiredDocument({ facts, run }: JudgeInput): Reason | undefined {
  if (isUnexpired(facts.document, run.today) !== false) return undefined
  return reason('DOCUMENT_EXPIRED', 'CRITICAL')
}

/** Only a zone with every digit valid says the kind and the issuer for sure; any other one is doubted already. */
function isNotAllowed({ facts, settings }: JudgeInput): boolean {
  const { mrz, documentType, fields } = facts.document
  if (!mrz?.allDigitsValid) return false
  return !isDocumentAccepted(settings, { kind: documentType, country: fields.issuingCountry?.value ?? '' })
}

function ageOutOfRange({ facts, settings, run }: JudgeInput): Reason | undefined {
  const age = ageOn(facts.document, run.today)
  const { minimum, maximum } = ageRangeOf(settings)
  if (age === undefined || (age >= minimum && age <= maximum)) return undefined
  return reason('AGE_OUT_OF_RANGE', 'CRITICAL')
}

function unreadDocument({ facts }: JudgeInput): Reason | undefined {
  if (facts.document.mrz) return undefined
  return reason('ID_TYPE_UNRECOGNIZED', 'HIGH')
}

function uncertainDocument({ facts, settings }: JudgeInput): Reason | undefined {
  const { id_confidence_threshold_enabled: isOn, id_confidence_threshold: threshold } = settings
  if (!isOn || threshold === undefined || facts.document.confidence * 100 >= threshold) return undefined
  return reason('ID_TYPE_LOW_CONFIDENCE', 'HIGH')
}

/** No digit guards the codes of countries: one that nobody has was misread, or printed by nobody who issues documents. */
function invalidZone({ facts }: JudgeInput): Reason | undefined {
  const { mrz, fields } = facts.document
  if (!mrz) return undefined
  const codes = [fields.issuingCountry, fields.nationality].flatMap((fact) =>
    fact?.source === 'mrz' ? fact.value : [],
  )
  if (mrz.allDigitsValid && codes.every((code) => isCountryCode(code.padEnd(3, '<')))) return undefined
  return reason('MRZ_INVALID', 'HIGH')
}

/** Several numbers compute, and the print does not tell which of them stands there. */
function ambiguousNumber({ facts }: JudgeInput): Reason | undefined {
  const { documentNumber: number } = facts.document.fields
  if (!number || number.confirmedByText || !isAmbiguous(number)) return undefined
  return reason('MRZ_AMBIGUOUS', 'MEDIUM')
}

/** A valid digit after a repair is no proof: nine of 81 measured documents had one and a wrong character. */
function repairedNumber({ facts }: JudgeInput): Reason | undefined {
  const { mrz, fields } = facts.document
  if (!mrz?.repaired || fields.documentNumber?.confirmedByText) return undefined
  return reason('MRZ_REPAIRED', 'MEDIUM')
}

function unknownExpiry({ facts, run }: JudgeInput): Reason | undefined {
  if (!facts.document.mrz?.allDigitsValid || isUnexpired(facts.document, run.today) !== undefined) return undefined
  return reason('EXPIRY_UNKNOWN', 'MEDIUM')
}

function unknownAge({ facts, run }: JudgeInput): Reason | undefined {
  if (!facts.document.mrz?.allDigitsValid || ageOn(facts.document, run.today) !== undefined) return undefined
  return reason('AGE_UNKNOWN', 'MEDIUM')
}

function otherName({ facts, run }: JudgeInput): Reason | undefined {
  const { surname, givenNames } = facts.document.fields
  if (!run.person || (!surname && !givenNames)) return undefined
  const last = areNamesAlike(run.person.lastName, surname?.value ?? '')
  const first = areNamesAlike(run.person.firstName, givenNames?.value ?? '')
  if (last && first) return undefined
  return reason('NAME_MISMATCH', 'HIGH')
}

/** A name that holds more than was asked for is not known to stand there until the print says it, too: no digit guards names. */
function unconfirmedName(input: JudgeInput): Reason | undefined {
  const { facts, run } = input
  if (!run.person || otherName(input)) return undefined
  const { surname, givenNames } = facts.document.fields
  const isKnown = (asked: string, fact: FieldFact | undefined) =>
    !fact || fact.confirmedByText || (!isAmbiguous(fact) && holdsNoMore(asked, fact.value))
  if (isKnown(run.person.lastName, surname) && isKnown(run.person.firstName, givenNames)) return undefined
  return reason('NAME_UNCONFIRMED', 'MEDIUM')
}

function noPortrait({ facts }: JudgeInput): Reason | undefined {
  if (facts.document.portrait) return undefined
  return reason('FACE_NOT_DETECTED_IN_ID', 'HIGH')
}

function uncertainFaces({ facts, run }: JudgeInput): Reason | undefined {
  const cosines = [facts.similarity, facts.livenessSimilarity].filter((cosine) => cosine !== undefined)
  if (cosines.every((cosine) => cosine >= run.thresholds.match)) return undefined
  return reason('LOW_FACE_MATCH', 'MEDIUM')
}
