/** An identity document and a selfie of nobody, in the form of what checks measure. */
import { PLAYED_STRANGER } from '../face-confidence.ts'
import type { DocumentFacts, FaceFacts, IdentityFacts } from '../facts.ts'
import type { ReasonCode } from '../reasons.ts'
import type { ExpectedPerson } from '../step-kind.ts'

const FACE: FaceFacts = {
  box: { left: 0.31, top: 0.22, width: 0.36, height: 0.48 },
  confidence: 0.9984,
  landmarks: [
    { type: 'eyeLeft', x: 0.42, y: 0.4 },
    { type: 'eyeRight', x: 0.56, y: 0.4 },
    { type: 'nose', x: 0.49, y: 0.5 },
    { type: 'mouthLeft', x: 0.43, y: 0.59 },
    { type: 'mouthRight', x: 0.55, y: 0.59 },
  ],
  pose: { yaw: 2.1, pitch: -1.4, roll: 0.6 },
  quality: { brightness: 71.5, sharpness: 84.2 },
  sizePx: 412,
}

const PASSED: IdentityFacts = {
  document: {
    documentType: 'drivers_license',
    fields: {
      givenNames: playedField('ANNA'),
      surname: playedField('ERIKSSON'),
      dateOfBirth: playedField('1986-08-12'),
      expirationDate: playedField('2034-04-15'),
      dateOfIssue: playedField('2024-04-16'),
      documentNumber: playedField('E1234567'),
    },
    mrz: {
      format: 'TD1',
      lines: ['I<UTOE12345674<<<<<<<<<<<<<<<<', '8608125F3404159UTO<<<<<<<<<<<2', 'ERIKSSON<<ANNA<<<<<<<<<<<<<<<<'],
      allDigitsValid: true,
      repaired: false,
      checkDigits: ['documentNumber', 'dateOfBirth', 'expirationDate', 'composite'].map((name) => ({
        field: name,
        valid: true,
      })),
    },
    quality: { sharpness: 0.82, brightness: 0.64, glareShare: 0.01 },
    confidence: 0.98,
    portrait: { ...FACE, sizePx: 148 },
  },
  selfie: { faces: [FACE] },
  similarity: 0.82,
}

/** The document and the selfie of one person. */
export function passedIdentity(): IdentityFacts {
  return PASSED
}

const OTHER_PERSON: ExpectedPerson = { firstName: 'Somebody', lastName: 'Else' }

/** A passport of Utopia, ICAO's imaginary state (9303-3), with a number that says what it is. */
export function playIdentity(person: ExpectedPerson, code: ReasonCode | undefined): IdentityFacts {
  const facts: IdentityFacts = {
    ...PASSED,
    document: playDocument(PASSED.document, code === 'NAME_MISMATCH' ? OTHER_PERSON : person),
  }
  switch (code) {
    case 'FACE_MISMATCH':
    case 'FACE_SELFIE_MISMATCH':
      return { ...facts, similarity: PLAYED_STRANGER }
    case 'LIVENESS_ID_MISMATCH':
      return { ...facts, livenessSimilarity: PLAYED_STRANGER }
    case 'NO_FACE_DETECTED':
      return { document: facts.document, selfie: { faces: [] } }
    case 'SELFIE_IS_DOCUMENT':
      return { ...facts, reuse: { kind: 'cut_out', score: 0.94 } }
    default:
      return { ...facts, document: spoilDocument(facts.document, code) }
  }
}

function playDocument(document: DocumentFacts, { firstName, lastName }: ExpectedPerson): DocumentFacts {
  return {
    ...document,
    documentType: 'passport',
    fields: {
      ...document.fields,
      givenNames: playedField(firstName.toUpperCase()),
      surname: playedField(lastName.toUpperCase()),
      documentNumber: playedField('SANDBOX01'),
      nationality: playedField('UTO'),
      issuingCountry: playedField('UTO'),
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
      return { ...document, fields: { ...document.fields, expirationDate: playedField('2021-04-15') } }
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

/** A field as a zone that was read for sure has it. */
export function playedField(value: string) {
  return { value, source: 'mrz' as const, confidence: 0.99, confirmedByText: true }
}
