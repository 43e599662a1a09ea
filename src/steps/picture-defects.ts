/** Tells whether a picture can be judged at all, before anything is decided on it. Pure. */
import type { DocumentFacts, FaceFacts } from './facts.ts'
import type { DefectCode } from './reasons.ts'

/** Why a picture cannot be judged; the applicant takes another one and loses no attempt. */
export type Defect =
  | 'no_document'
  | 'no_face'
  | 'several_faces'
  | 'cut_off'
  | 'too_small'
  | 'too_dark'
  | 'too_bright'
  | 'glare'
  | 'blurred'
  | 'turned_away'

/**
 * Detail of a document's picture, 0…1. 41 sharp documents have 0.53 and more; moved by 25 pixels at a width of 2,000
 * pixels at most 0.42, with noise over it 0.46, blurred by a sigma of 8 at most 0.27 (docs/vision-quality.md).
 */
export const MIN_DOCUMENT_DETAIL = 0.47

/**
 * Detail of a face, 0…1: 62 sharp photographs have 0.32 and more; smeared by a twelfth of the face at most 0.25, and from
 * a fifth on pairs of one person fall below 0.1 (docs/vision-quality.md).
 */
export const MIN_FACE_DETAIL = 0.26

/** Sharpness that a document keeps when it is blurred by a sigma of 8; a wall and a table top have less. */
const MIN_SOMETHING = 0.03

/** Mean of a document's picture, 0…1: at 0.08 a third of the portraits are not found, and none of the measured lies below 0.4. */
export const MIN_DOCUMENT_BRIGHTNESS = 0.12

/** A document's picture with this part burnt out and nothing readable on it is glare, not white paper. */
export const MAX_DOCUMENT_GLARE = 0.3

/** Lines of print that show that a picture can be read in spite of white around it. */
export const MIN_READABLE_LINES = 3

/** Mean of a face, 0…100; the two darkest of 134 measured faces have 14 and 15 and are found and compared. */
export const MIN_FACE_BRIGHTNESS = 12
export const MAX_FACE_BRIGHTNESS = 90

/** Burnt-out part of a face, 0…1 (docs/vision-quality.md). */
export const MAX_FACE_GLARE = 0.3

/**
 * Pixels between the eyes. Portraits with 12 to 19 gave 16 of 19 genuine pairs 0.45 and more and none below 0.30; with 8
 * a genuine pair fell to −0.04.
 */
export const MIN_PORTRAIT_EYES_PX = 14
export const MIN_SELFIE_EYES_PX = 24

/** Part of a face that the edges of its picture may cut away, 0…1. Landmarks are pressed into what is left of a face. */
export const MAX_OUTSIDE_SHARE = 0.2

/**
 * A face's box that ends nearer to an edge than this part of its own side is cut by it. Whole faces keep 0.16 and more,
 * faces of which a sixth to a half was cut away 0.10 and less, but for one with 0.15 (docs/vision-quality.md).
 */
export const MIN_EDGE_GAP = 0.12

/** A second face of at least this part of the first one's size stands beside it; smaller ones are passers-by. */
export const MIN_SECOND_FACE = 0.5

/** Degrees; a head turned or nodding further hides half of the face. */
export const MAX_YAW_DEGREES = 40
export const MAX_PITCH_DEGREES = 35

/** The word of each defect on the wire. */
const CODES: Readonly<Record<Defect, DefectCode>> = {
  no_document: 'ID_TYPE_UNRECOGNIZED',
  no_face: 'NO_FACE_DETECTED',
  several_faces: 'SEVERAL_FACES',
  cut_off: 'FACE_CUT_OFF',
  too_small: 'PICTURE_TOO_SMALL',
  too_dark: 'PICTURE_TOO_DARK',
  too_bright: 'PICTURE_TOO_BRIGHT',
  glare: 'PICTURE_GLARE',
  blurred: 'PICTURE_BLURRED',
  turned_away: 'FACE_TURNED_AWAY',
}

/** The word of a defect on the wire. */
export function toDefectCode(defect: Defect): DefectCode {
  return CODES[defect]
}

export interface FaceOptions {
  /** The head may be turned, as a challenge of movement asks. */
  readonly mayTurn?: boolean
}

/** What keeps a document's picture from being judged; the gravest defect first. A missing zone is none. */
export function findDocumentDefect(document: DocumentFacts): Defect | undefined {
  const { brightness, glareShare } = document.quality
  if (isNothing(document) && brightness < MIN_DOCUMENT_BRIGHTNESS) return 'too_dark'
  if (isSmeared(document)) return 'blurred'
  if (isNothing(document)) return 'no_document'
  if (!(isRead(document) && document.portrait) && brightness < MIN_DOCUMENT_BRIGHTNESS) return 'too_dark'
  if (!isRead(document) && glareShare > MAX_DOCUMENT_GLARE) return 'glare'
  return document.portrait && findPortraitDefect(document.portrait)
}

/** What keeps the faces of a selfie from being judged, the largest one first; the gravest defect first. */
export function findFaceDefect(faces: readonly FaceFacts[], options: FaceOptions = {}): Defect | undefined {
  const [face] = faces
  if (!face) return 'no_face'
  if (faces.some((other) => other !== face && other.sizePx >= MIN_SECOND_FACE * face.sizePx)) return 'several_faces'
  const { yaw, pitch } = face.pose
  const isTurned = Math.abs(yaw) > MAX_YAW_DEGREES || Math.abs(pitch) > MAX_PITCH_DEGREES
  return (
    findFramingDefect(face, MIN_SELFIE_EYES_PX) ??
    findLightDefect(face) ??
    (isBlurred(face) ? 'blurred' : undefined) ??
    (isTurned && options.mayTurn !== true ? 'turned_away' : undefined)
  )
}

/** A pose is not asked of a portrait: on small prints it is a guess. Blur is seen on the whole document. */
export function findPortraitDefect(portrait: FaceFacts): Defect | undefined {
  return findFramingDefect(portrait, MIN_PORTRAIT_EYES_PX) ?? findLightDefect(portrait)
}

function findFramingDefect({ box, outsideShare, eyesPx }: FaceFacts, minEyesPx: number): Defect | undefined {
  const [across, down] = [box.width * MIN_EDGE_GAP, box.height * MIN_EDGE_GAP]
  const touchesSide = box.left < across || box.left + box.width > 1 - across
  const touchesEnd = box.top < down || box.top + box.height > 1 - down
  if (touchesSide || touchesEnd || (outsideShare !== undefined && outsideShare > MAX_OUTSIDE_SHARE)) return 'cut_off'
  return eyesPx !== undefined && eyesPx < minEyesPx ? 'too_small' : undefined
}

function findLightDefect({ quality, glareShare }: FaceFacts): Defect | undefined {
  if (quality.brightness < MIN_FACE_BRIGHTNESS) return 'too_dark'
  if (quality.brightness > MAX_FACE_BRIGHTNESS) return 'too_bright'
  return glareShare !== undefined && glareShare > MAX_FACE_GLARE ? 'glare' : undefined
}

function isBlurred({ detail }: FaceFacts): boolean {
  return detail !== undefined && detail < MIN_FACE_DETAIL
}

/** Something is there and it is not sharp: a bare wall has no detail either, and no sharpness at all. */
function isSmeared({ quality }: DocumentFacts): boolean {
  return quality.detail !== undefined && quality.detail < MIN_DOCUMENT_DETAIL && quality.sharpness > MIN_SOMETHING
}

/** Neither a zone nor print nor a portrait. Checks that did not count lines are taken to have some. */
function isNothing({ mrz, portrait, readableLineCount }: DocumentFacts): boolean {
  return !mrz && !portrait && readableLineCount === 0
}

function isRead({ mrz, readableLineCount }: DocumentFacts): boolean {
  return mrz?.allDigitsValid === true || readableLineCount === undefined || readableLineCount >= MIN_READABLE_LINES
}
