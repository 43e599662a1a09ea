/** Finds out whether a selfie is the document's own picture: the same photograph, or the portrait cut out of it. */

import type { Point } from '../face/align.ts'
import type { Pixels } from '../image.ts'
import { compareFacePictures, type FaceInPicture, MIN_SAME_FACE } from './faces.ts'
import { comparePictures } from './pictures.ts'

export interface Reuse {
  /** `whole_picture`: both are one photograph. `cut_out`: the selfie shows the portrait of the document. */
  readonly kind: 'whole_picture' | 'cut_out'
  /** 0…1, how alike both are. */
  readonly score: number
}

/** A picture, and the five points of its face when it has one. */
export interface PictureWithFace {
  readonly image: Pixels
  readonly five?: readonly Point[] | undefined
}

/** From here on two whole pictures are one photograph (docs/vision-reuse.md). */
export const MIN_SAME_PICTURE = 0.8

/** Answers nothing when the selfie is a picture of its own. */
export async function findReuse(document: PictureWithFace, selfie: PictureWithFace): Promise<Reuse | undefined> {
  const face = hasFace(document) && hasFace(selfie) ? compareFacePictures(selfie, document) : undefined
  // One photograph has one face: when the faces differ, one look at the whole is enough.
  const differ = face !== undefined && face.score < MIN_SAME_FACE
  const picture = differ
    ? await comparePictures(selfie.image, document.image, [], [1])
    : await comparePictures(selfie.image, document.image, face ? [face.map] : [])
  if (picture >= MIN_SAME_PICTURE) return { kind: 'whole_picture', score: picture }
  return face && face.score >= MIN_SAME_FACE ? { kind: 'cut_out', score: face.score } : undefined
}

function hasFace(picture: PictureWithFace): picture is FaceInPicture {
  return picture.five !== undefined
}
