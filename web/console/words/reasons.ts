/** The sentence of every reason code. A test compares the codes with the server's own. */

export const REASON_SENTENCES: Readonly<Record<string, string>> = {
  FACE_MISMATCH: 'The face in the selfie is not the face on the document.',
  LIVENESS_ID_MISMATCH: 'The face in the liveness step is not the face in the selfie.',
  DOC_TYPE_NOT_ALLOWED: 'The workflow does not accept documents of this kind or country.',
  OCR_NAME_MISSING: 'No name could be read on the document.',
  SELFIE_IS_DOCUMENT: 'The selfie is a picture of the document, not of a person.',
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
  FACE_CUT_OFF: 'Part of the face is outside the picture.',
  FILE_ENCRYPTED: 'The file is protected by a password.',
  FILE_DAMAGED: 'The file cannot be opened.',
  FILE_TOO_LONG: 'The file has too many pages.',
  SIGNATURE_EMPTY: 'The signature is empty.',
  AGE_ESTIMATE_OUT_OF_RANGE: 'The face does not clearly look within the accepted ages.',
  AGE_OUT_OF_RANGE: 'The holder of the document is outside the accepted ages.',
  AGE_UNKNOWN: 'The date of birth on the document could not be read reliably.',
  CHECK_FAILED: 'The check could not be completed.',
  CONSENT_DECLINED: 'The applicant did not agree.',
  DOCUMENT_EXPIRED: 'The document has expired.',
  EXPIRY_UNKNOWN: 'The expiry date on the document could not be read reliably.',
  FACE_SELFIE_MISMATCH: 'The face in the selfie is not the face on the document.',
  FILES_TO_REVIEW: 'A person has to look at the uploaded files.',
  IDENTITY_NOT_PROVEN: 'No step of this workflow proves who the applicant is.',
  ID_TYPE_LOW_CONFIDENCE: 'The document was read with less confidence than the workflow asks for.',
  LIVENESS_NOT_PROVEN: 'A score from one still picture does not prove a live person.',
  LOW_FACE_MATCH: 'The two faces are alike, but not enough to be sure.',
  LOW_LIVENESS: 'The picture may show a picture of a person instead of a person.',
  MRZ_AMBIGUOUS: 'Several numbers look alike and fit the check digits; the print does not tell which is right.',
  MRZ_INVALID: 'Check digits or country codes in the machine-readable zone are wrong or could not be read.',
  MRZ_REPAIRED: 'One character was corrected, and the printed number does not confirm it.',
  NAME_MISMATCH: 'The name on the document is not the name of the session.',
  NAME_UNCONFIRMED: 'The document shows more names than the session, and its print does not confirm them.',
}

/** The sentence of a reason; the code of one that a later version gives, unless its row kept a sentence. */
export function reasonSentence({ code, detail }: { readonly code: string; readonly detail?: string }): string {
  return Object.hasOwn(REASON_SENTENCES, code) ? (REASON_SENTENCES[code] as string) : (detail ?? code)
}
