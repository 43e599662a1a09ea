/** What the checks measure: facts without judgement, as they are kept in `checks.result`. */

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
  /** What a picture must hold to be judged (steps/picture-defects.ts); each is absent in checks that did not measure it. */
  /** Between the middles of the eyes, in pixels. */
  readonly eyesPx?: number | undefined
  /** 0…1: the part of the face that the edges of the picture cut away. */
  readonly outsideShare?: number | undefined
  /** 0…1: lost by blur and by motion; small faces do not score low. */
  readonly detail?: number | undefined
  /** 0…1: the part of the face that is burnt out. */
  readonly glareShare?: number | undefined
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
  /** Whether the printed text says the same as the MRZ, and none of the candidates. */
  readonly confirmedByText: boolean
  /** What the zone allows as well; absent when there is nothing else, and in older checks. */
  readonly candidates?: readonly string[] | undefined
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
  /**
   * sharpness, brightness and detail 0…1; glareShare is the share of pixels that are washed out. detail is lost by blur
   * and motion whatever the picture shows; absent in older checks.
   */
  readonly quality: {
    readonly sharpness: number
    readonly brightness: number
    readonly glareShare: number
    readonly detail?: number | undefined
  }
  /** Lines of print, the zone's included, in which something was read; absent in older checks. */
  readonly readableLineCount?: number | undefined
  /** 0…1 for the reading as a whole. */
  readonly confidence: number
  /** How far the picture must be turned for its text to read, in degrees clockwise; absent when it is upright. */
  readonly turnDegrees?: number | undefined
  /** The holder's picture on the document, in coordinates of the picture before it is turned. */
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
  /** Cosine of the selfie's face and the face of an earlier liveness step, −1…1; absent when that is this selfie. */
  readonly livenessSimilarity?: number | undefined
  /** The selfie is the document's own picture; absent when it is a picture of its own. */
  readonly reuse?: ReuseFacts | undefined
}

/** How a selfie was made of the document's picture. */
export interface ReuseFacts {
  /** `whole_picture`: both are one photograph. `cut_out`: the selfie shows the portrait of the document. */
  readonly kind: 'whole_picture' | 'cut_out'
  /** 0…1, how alike both are; what is reported has 0.8 and more (docs/vision-reuse.md). */
  readonly score: number
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

/** What a file is that was sent as a document. */
export interface DocumentFileFacts {
  readonly format: 'pdf' | 'image'
  /** 0 when it could not be opened. */
  readonly pageCount: number
  /** It asks for a password. */
  readonly isEncrypted: boolean
  /** It, or one of its pages, could not be opened. */
  readonly isDamaged: boolean
  /** It has more than 200 pages; none was looked at. */
  readonly isTooLong: boolean
  /** It is above 15 MiB, or wanted more time or memory than it may have; the facts may be a part of it. */
  readonly isTooCostly: boolean
  /** It carries scripts; none was run. */
  readonly hasScripts: boolean
  /** What it says of its making; absent when it says nothing. Dates are ISO 8601 where they could be understood. */
  readonly metadata?: DocumentMetadata | undefined
  /** Of the pages that could be opened, in their order, with a longest side of 1600 pixels. */
  readonly pages: ReadonlyArray<{ readonly widthPx: number; readonly heightPx: number }>
}

/** The files of a step, by slot; without the optional ones that were not given. */
export interface DocumentFilesFacts {
  readonly files: Readonly<Record<string, DocumentFileFacts>>
}

export interface DocumentMetadata {
  readonly creator?: string
  readonly producer?: string
  readonly author?: string
  readonly title?: string
  readonly creationDate?: string
  readonly modDate?: string
}

/** What a drawn or photographed signature holds. */
export interface SignatureFacts {
  /** 0…1: the part of the picture that is ink; 0 is a blank one. */
  readonly inkShare: number
  readonly widthPx: number
  readonly heightPx: number
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
  readonly signature: SignatureFacts
}

export type CheckKind = keyof FactsByKind
