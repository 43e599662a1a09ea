/** What the checks of the fixed sessions measured: facts of invented people, in the form of real checks. */
import type { FaceFacts, IdentityFacts, LivenessFacts } from '../../steps/facts.ts'

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
      givenNames: field('ANNA'),
      surname: field('ERIKSSON'),
      dateOfBirth: field('1986-08-12'),
      expirationDate: field('2034-04-15'),
      dateOfIssue: field('2024-04-16'),
      documentNumber: field('E1234567'),
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

/** The same document, expired, with the selfie of somebody else. */
export function failedIdentity(): IdentityFacts {
  const { document } = PASSED
  const fields = { ...document.fields, expirationDate: field('2021-04-15') }
  return { ...PASSED, document: { ...document, fields }, similarity: 0.12 }
}

/** A score of liveness, 0…1. */
export function liveness(score: number): LivenessFacts {
  return { faceCount: 1, score }
}

function field(value: string) {
  return { value, source: 'mrz' as const, confidence: 0.99, confirmedByText: true }
}
