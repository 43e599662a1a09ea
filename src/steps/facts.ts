/** What the checks measure: facts without judgement, as they are kept in `checks.result`. */
import type { DocumentFilesFacts } from './document-upload/facts.ts'

/** A face in a picture; lengths and positions are shares of the picture, 0…1 from the top left. */
export interface FaceFacts {
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  /** 0…1 that this is a face. */
  readonly confidence: number
  readonly landmarks: ReadonlyArray<{ readonly type: string; readonly x: number; readonly y: number }>
  /** Degrees; 0, 0, 0 looks straight into the camera. */
  readonly pose: { readonly yaw: number; readonly pitch: number; readonly roll: number }
  /** Each 0…100. */
  readonly quality: { readonly brightness: number; readonly sharpness: number }
  /** Shorter side of the box, in pixels. */
  readonly sizePx: number
}

export type FieldName =
  | 'surname'
  | 'givenNames'
  | 'documentNumber'
  | 'nationality'
  | 'issuingCountry'
  | 'dateOfBirth'
  | 'expirationDate'
  | 'dateOfIssue'
  | 'sex'

/** One named field of a document; dates are `YYYY-MM-DD`, countries ICAO three-letter codes. */
export interface FieldFact {
  readonly value: string
  readonly source: 'mrz' | 'text'
  /** 0…1. */
  readonly confidence: number
  /** Whether the printed text says the same as the MRZ. */
  readonly confirmedByText: boolean
}

export interface MrzFacts {
  readonly format: string
  readonly lines: readonly string[]
  readonly allDigitsValid: boolean
  /** Whether a character was changed to make it fit its position. */
  readonly repaired: boolean
  readonly checkDigits: ReadonlyArray<{ readonly field: string; readonly valid: boolean }>
}

export interface DocumentFacts {
  readonly documentType: string
  readonly mrz?: MrzFacts | undefined
  readonly fields: Readonly<Partial<Record<FieldName, FieldFact>>>
  /** sharpness and brightness 0…1; glareShare is the share of pixels that are washed out. */
  readonly quality: { readonly sharpness: number; readonly brightness: number; readonly glareShare: number }
  /** 0…1 for the reading as a whole. */
  readonly confidence: number
  /** How far the picture is turned for its text to read: degrees clockwise; absent when it reads as it lies. */
  readonly turnDegrees?: number | undefined
  /** The holder's picture on the document, where it is in the picture as it lies. */
  readonly portrait?: FaceFacts | undefined
}

export interface FaceDetectFacts {
  /** Largest first. */
  readonly faces: readonly FaceFacts[]
}

export interface FaceCompareFacts {
  readonly source: readonly FaceFacts[]
  readonly target: readonly FaceFacts[]
  /** Cosine of the largest faces of both, −1…1; absent when a picture shows none. */
  readonly similarity?: number | undefined
}

export interface IdentityFacts {
  readonly document: DocumentFacts
  readonly selfie: FaceDetectFacts
  /** Cosine of the document's portrait and the selfie's largest face, −1…1; absent when one is missing. */
  readonly similarity?: number | undefined
  /** Whether the selfie is the document's own picture: the whole page again, or the portrait cut out of it. */
  readonly reuse?: { readonly kind: 'whole_picture' | 'cut_out'; readonly score: number } | undefined
}

/** How alive the largest face of a picture looks. */
export interface LivenessFacts {
  readonly faceCount: number
  /** 0…1, higher = more likely a live person; absent when no face was found. A weak signal (docs/vision-faces.md). */
  readonly score?: number | undefined
  /** Largest first; absent in facts that were measured before they were kept. */
  readonly faces?: readonly FaceFacts[] | undefined
  /** Cosine with the face of the selfie that was compared with the document, −1…1; absent when it is that selfie. */
  readonly similarity?: number | undefined
}

/** How old the largest face of a picture looks. */
export interface AgeFacts {
  readonly faceCount: number
  /** Years, 0…100, wrong by 4 to 5 in the mean; absent when no face was found. */
  readonly ageYears?: number | undefined
  /** 0…1, higher = more likely a man; right for three faces of four. */
  readonly maleScore?: number | undefined
  /** Largest first; absent in facts that were measured before they were kept. */
  readonly faces?: readonly FaceFacts[] | undefined
}

/** The facts of each kind of check. */
export interface FactsByKind {
  readonly document_scan: DocumentFacts
  readonly face_detect: FaceDetectFacts
  readonly face_compare: FaceCompareFacts
  readonly identity_verify: IdentityFacts
  readonly face_liveness: LivenessFacts
  readonly face_estimate_age: AgeFacts
  readonly document_file: DocumentFilesFacts
}

export type CheckKind = keyof FactsByKind
