/** The sentence of each reason for the API's `detail`; nothing personal. The console and the page have words of their own. */
import type { DecisionReason } from '../../db/run-tables.ts'
import type { ReasonCode } from '../../steps/reasons.ts'

const SENTENCES: Readonly<Record<ReasonCode, string>> = {
  FACE_MISMATCH: 'The face of the selfie is not the face on the document.',
  LIVENESS_ID_MISMATCH: 'The face of the liveness step is not the face of the selfie.',
  DOC_TYPE_NOT_ALLOWED: 'Documents of this kind or country are not accepted.',
  OCR_NAME_MISSING: 'No name could be read on the document.',
  SELFIE_IS_DOCUMENT: 'The selfie is the picture of the document, not one of a person.',
  ID_TYPE_UNRECOGNIZED: 'No machine-readable zone was found on the document.',
  FACE_NOT_DETECTED_IN_ID: 'No portrait was found on the document.',
  NO_FACE_DETECTED: 'No face was found in the picture.',
  SEVERAL_FACES: 'More than one face was found in the picture.',
  PICTURE_BLURRED: 'The picture is blurred.',
  PICTURE_TOO_DARK: 'The picture is too dark.',
  PICTURE_TOO_BRIGHT: 'The picture is too bright.',
  PICTURE_GLARE: 'Light is reflected on the document.',
  PICTURE_TOO_SMALL: 'The document or the face is too small in the picture.',
  FACE_TURNED_AWAY: 'The face does not look into the camera.',
  FACE_CUT_OFF: 'A part of the face is outside the picture.',
  FILE_ENCRYPTED: 'The file opens with a password only.',
  FILE_DAMAGED: 'The file cannot be opened.',
  FILE_TOO_LONG: 'The file has more pages than are accepted, or is too complex to be opened.',
  SIGNATURE_EMPTY: 'The signature is empty.',
  AGE_ESTIMATE_OUT_OF_RANGE: 'The face does not clearly look as old as is asked for.',
  AGE_OUT_OF_RANGE: 'The age of the holder is not in the accepted range.',
  AGE_UNKNOWN: 'The document does not say for sure when its holder was born.',
  CHECK_FAILED: 'The check could not be completed.',
  CONSENT_DECLINED: 'The applicant did not agree.',
  DOCUMENT_EXPIRED: 'The document has expired.',
  EXPIRY_UNKNOWN: 'The document does not say for sure when it expires.',
  FACE_SELFIE_MISMATCH: 'The face of the selfie is not the face on the document.',
  FILES_TO_REVIEW: 'Files were uploaded that a person has to look at.',
  IDENTITY_NOT_PROVEN: 'No step of this workflow says who the applicant is.',
  ID_TYPE_LOW_CONFIDENCE: 'The document was read with less confidence than is asked for.',
  LIVENESS_NOT_PROVEN: 'A score of one still picture does not prove a live person.',
  LOW_FACE_MATCH: 'The two faces are alike, but not enough to be sure.',
  LOW_LIVENESS: 'The picture may show a picture of a person instead of the person.',
  MRZ_AMBIGUOUS: 'More than one document number may stand there, and the print does not tell which.',
  MRZ_INVALID: 'Check digits or country codes of the machine-readable zone are wrong or could not be read.',
  MRZ_REPAIRED: 'A character was mended and the printed number does not confirm it.',
  NAME_MISMATCH: 'The name on the document is not the name of the session.',
  NAME_UNCONFIRMED:
    'The name on the document holds more than the name of the session, or a letter that was not seen clearly, and the print does not confirm it.',
}

/** A reason in the contract's shape; decisions of before kept a sentence of their own. */
export function toReason({ code, severity, detail }: DecisionReason): Required<DecisionReason> {
  return { code, severity, detail: sentenceOf(code) ?? detail ?? code }
}

/** The sentence of a code; undefined for one that is no longer given. */
export function sentenceOf(code: string): string | undefined {
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code as ReasonCode] : undefined
}
