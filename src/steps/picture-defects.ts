/** Says why a picture cannot be judged, before anything is compared. */
import type { DocumentFacts, FaceFacts } from './facts.ts'
import type { DefectCode } from './reasons.ts'

/** Why a page cannot be read; undefined when it can. */
export function findDocumentDefect(document: DocumentFacts): DefectCode | undefined {
  const isRead = document.mrz !== undefined || Object.keys(document.fields).length > 0
  return isRead || document.portrait ? undefined : 'ID_TYPE_UNRECOGNIZED'
}

/** Why the portrait of a page cannot be compared; undefined when it can. */
export function findPortraitDefect(document: DocumentFacts): DefectCode | undefined {
  return document.portrait ? undefined : 'FACE_NOT_DETECTED_IN_ID'
}

/** Why the face of a picture cannot be compared; undefined when it can. */
export function findFaceDefect(faces: readonly FaceFacts[]): DefectCode | undefined {
  if (faces.length === 0) return 'NO_FACE_DETECTED'
  return faces.length > 1 ? 'SEVERAL_FACES' : undefined
}
