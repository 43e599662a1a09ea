/** What is given to a step and measured of it in a walk: invented, of nobody, and such that it fits what the step is judged to be. */
import type { CustomFormBody } from '../../../steps/custom-form/answers.ts'
import { type FormField, listFields } from '../../../steps/custom-form/form-fields.ts'
import type { Questions } from '../../../steps/custom-form/questions.ts'
import type { DocumentFacts, DocumentFileFacts, IdentityFacts, LivenessFacts } from '../../../steps/facts.ts'
import type { ReasonCode } from '../../../steps/reasons.ts'
import type { StoredStep } from '../../../steps/registry.ts'
import { passedIdentity } from '../fixture-facts.ts'

/** Who is expected. */
export interface ExpectedPerson {
  readonly firstName: string
  readonly lastName: string
}

export interface Played {
  readonly body: unknown
  readonly facts: unknown
}

const OTHER_PERSON: ExpectedPerson = { firstName: 'Somebody', lastName: 'Else' }
const TWO_PEOPLE = 0.12

/** `code`: why the step is doubted or failed; undefined when it passes. */
export function playFacts(step: StoredStep, person: ExpectedPerson, code: ReasonCode | undefined): Played {
  switch (step.id) {
    case 'ID_VERIFICATION':
      return { body: {}, facts: toIdentity(person, code) }
    case 'FACE_LIVENESS':
      return { body: {}, facts: toLiveness(code) }
    case 'AGE_ESTIMATION':
      return { body: {}, facts: code === 'NO_FACE_DETECTED' ? { faceCount: 0 } : { faceCount: 1, ageYears: 37.6 } }
    case 'DOCUMENT_UPLOAD':
      return { body: {}, facts: { files: toFiles(step.config) } }
    case 'CUSTOM_FORM':
      return same(toAnswers(step.config as Questions))
    case 'CONSENT':
      return same(agree(person))
    case 'FACE_LIVENESS_CONSENT_SETTINGS':
      return same(step.config.face_liveness === true ? agree(person) : {})
    case 'WHITE_LABEL':
      return same({ acknowledged: true })
    default:
      return same({})
  }
}

/** The facts of a step without a check are its body. */
function same(body: unknown): Played {
  return { body, facts: body }
}

function agree({ firstName, lastName }: ExpectedPerson) {
  return { accepted: true, legal_name: `${firstName} ${lastName}`.slice(0, 200) }
}

/** A passport of Utopia, ICAO's imaginary state (9303-3), with a number that says what it is. */
function toIdentity(person: ExpectedPerson, code: ReasonCode | undefined): IdentityFacts {
  const passed = passedIdentity()
  const facts: IdentityFacts = {
    ...passed,
    document: toDocument(passed.document, code === 'NAME_MISMATCH' ? OTHER_PERSON : person),
  }
  switch (code) {
    case 'FACE_MISMATCH':
    case 'FACE_SELFIE_MISMATCH':
      return { ...facts, similarity: TWO_PEOPLE }
    case 'LIVENESS_ID_MISMATCH':
      return { ...facts, livenessSimilarity: TWO_PEOPLE }
    case 'NO_FACE_DETECTED':
      return { document: facts.document, selfie: { faces: [] } }
    case 'SELFIE_IS_DOCUMENT':
      return { ...facts, reuse: { kind: 'cut_out', score: 0.94 } }
    default:
      return { ...facts, document: spoilDocument(facts.document, code) }
  }
}

function toDocument(document: DocumentFacts, { firstName, lastName }: ExpectedPerson): DocumentFacts {
  return {
    ...document,
    documentType: 'passport',
    fields: {
      ...document.fields,
      givenNames: field(firstName.toUpperCase()),
      surname: field(lastName.toUpperCase()),
      documentNumber: field('SANDBOX01'),
      nationality: field('UTO'),
      issuingCountry: field('UTO'),
    },
    mrz: {
      format: 'TD3',
      lines: ['P<UTOSPECIMEN<<SANDBOX<<<<<<<<<<<<<<<<<<<<<<', 'SANDBOX019UTO8608125F3404159<<<<<<<<<<<<<<02'],
      allDigitsValid: true,
      repaired: false,
      checkDigits: ['documentNumber', 'dateOfBirth', 'expirationDate', 'composite'].map((name) => ({
        field: name,
        valid: true,
      })),
    },
  }
}

function spoilDocument(document: DocumentFacts, code: ReasonCode | undefined): DocumentFacts {
  switch (code) {
    case 'DOCUMENT_EXPIRED':
      return { ...document, fields: { ...document.fields, expirationDate: field('2021-04-15') } }
    case 'ID_TYPE_UNRECOGNIZED':
      return { ...document, documentType: 'unknown', mrz: undefined, fields: {}, confidence: 0.08 }
    case 'ID_TYPE_LOW_CONFIDENCE':
      return { ...document, confidence: 0.31 }
    case 'OCR_NAME_MISSING': {
      const { surname: _surname, givenNames: _givenNames, ...fields } = document.fields
      return { ...document, fields }
    }
    default:
      return document
  }
}

function field(value: string) {
  return { value, source: 'mrz' as const, confidence: 0.99, confirmedByText: true }
}

function toLiveness(code: ReasonCode | undefined): LivenessFacts {
  if (code === 'NO_FACE_DETECTED') return { faceCount: 0 }
  const isOther = code === 'LIVENESS_ID_MISMATCH' || code === 'FACE_MISMATCH'
  const score = code === 'LOW_LIVENESS' ? 0.2134 : 0.9949
  return { faceCount: 1, score, ...(isOther && { similarity: TWO_PEOPLE }) }
}

const PAGE: DocumentFileFacts = {
  ...{ format: 'pdf', pageCount: 1, isEncrypted: false, isDamaged: false, isTooLong: false, isTooCostly: false },
  hasScripts: false,
  pages: [{ widthPx: 1131, heightPx: 1600 }],
}

function toFiles({ documents }: StoredStep['config']): Readonly<Record<string, DocumentFileFacts>> {
  const ids = (documents ?? []) as ReadonlyArray<{ readonly id: string }>
  return Object.fromEntries(ids.map(({ id }) => [id, PAGE]))
}

function toAnswers(settings: Questions): CustomFormBody {
  return { answers: Object.fromEntries(listFields(settings).map((question) => [question.key, toAnswer(question)])) }
}

function toAnswer({ type, options }: FormField) {
  const [first = 'Sandbox'] = options
  switch (type) {
    case 'short-text':
    case 'long-text':
      return 'Sandbox'
    case 'dropdown':
      return first
    case 'multi-select':
      return [first]
    case 'checkbox':
    case 'yes-no':
      return true
    case 'date':
      return '2026-01-15'
    case 'number':
    case 'currency':
      return 1
    case 'file-upload':
      return { file_name: 'sandbox.pdf', file_size: 1, file_type: 'application/pdf' }
    default:
      return type satisfies never
  }
}
