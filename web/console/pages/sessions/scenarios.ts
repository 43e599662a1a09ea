/** The scenarios of the sandbox in words; a test compares their names with the server's. */

export interface ScenarioWords {
  readonly value: string
  readonly label: string
}

/** In groups, as the picker shows them. */
export const SCENARIO_GROUPS: ReadonlyArray<{ readonly group: string; readonly items: readonly ScenarioWords[] }> = [
  {
    group: 'Ends',
    items: [
      { value: 'verified', label: 'Verified' },
      { value: 'rejected', label: 'Rejected' },
      { value: 'review', label: 'Left to review' },
      { value: 'failed', label: 'Failed: no attempt left' },
      { value: 'expired', label: 'Expired' },
      { value: 'slow', label: 'Verified, slowly' },
    ],
  },
  {
    group: 'Decided for a reason',
    items: [
      { value: 'document_expired', label: 'Rejected: the document has expired' },
      { value: 'low_liveness', label: 'Left to review: low liveness' },
    ],
  },
  {
    group: 'Failed for a reason',
    items: [
      { value: 'face_mismatch', label: 'Another face in the selfie' },
      { value: 'liveness_id_mismatch', label: 'Another face in the liveness step' },
      { value: 'no_face_detected', label: 'No face' },
      { value: 'ocr_name_missing', label: 'No name on the document' },
      { value: 'doc_type_not_allowed', label: 'Kind of document not accepted' },
      { value: 'id_type_unrecognized', label: 'Document not recognized' },
      { value: 'id_type_low_confidence', label: 'Document read with low confidence' },
      { value: 'selfie_is_document', label: 'Selfie taken of the document' },
    ],
  },
]
