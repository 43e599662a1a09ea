/** Measures the pictures of a check with the models, and tells the facts in the words of the services. */
import type {
  AgeFacts,
  DocumentFacts,
  DocumentFilesFacts,
  FaceCompareFacts,
  FaceDetectFacts,
  FaceFacts,
  FactsByKind,
  IdentityFacts,
  LivenessFacts,
} from '../steps/facts.ts'
import { scanDocument } from '../vision/document/scan.ts'
import { estimateAge } from '../vision/face/age.ts'
import { type Embedding, similarity } from '../vision/face/compare.ts'
import { detectFaces } from '../vision/face/detect.ts'
import { scoreLiveness } from '../vision/face/liveness.ts'
import { measureFace } from '../vision/face/measure.ts'
import { findPortrait } from '../vision/face/portrait.ts'
import { turnFaceBack } from '../vision/face/turn-back.ts'
import { decodeImage, type Pixels } from '../vision/image.ts'
import type { Models } from '../vision/models.ts'
import { measureFile } from '../vision/pdf/measure-file.ts'
import { findReuse, type PictureWithFace } from '../vision/reuse/find-reuse.ts'
import { measureSignature } from '../vision/signature.ts'
import type { ChildModels } from './child-models.ts'
import { toDocumentFacts } from './document-facts.ts'

/** Pictures by the role they play in the check: JPEG bytes. */
export type Pictures = Readonly<Record<string, Uint8Array>>

/** Longest sides that pictures are shrunk to, in pixels (docs/vision.md). */
const DOCUMENT_SIDE = 1800
const FACE_SIDE = 1280
/** Faces of one picture that are measured; the rest of a crowd adds nothing to "more than one". */
const MAX_FACES = 4

/** Facts, and what is kept beside them as files: JPEG bytes by name. */
export interface Measured<F> {
  readonly facts: F
  readonly attachments?: Readonly<Record<string, Uint8Array>>
}

interface Face {
  readonly facts: FaceFacts
  readonly embedding: Embedding
}

type Measure<K extends keyof FactsByKind> = (
  models: ChildModels,
  pictures: Pictures,
) => Promise<Measured<FactsByKind[K]>>

/** How each kind of check is measured. */
export const MEASURES: { readonly [K in keyof FactsByKind]: Measure<K> } = {
  document_scan: async (models, pictures) => {
    const { facts } = await measureDocument(models, pictureOf(pictures, 'front'))
    return { facts }
  },
  face_detect: async (models, pictures) => {
    const { faces } = await measureFaces(models, pictureOf(pictures, 'image'))
    return { facts: toFaceDetectFacts(faces) }
  },
  face_compare: async (models, pictures) => ({ facts: await compareFaces(models, pictures) }),
  identity_verify: async (models, pictures) => ({ facts: await verifyIdentity(models, pictures) }),
  face_liveness: async (models, pictures) => ({ facts: await measureLiveness(models, pictures) }),
  face_estimate_age: async (models, pictures) => ({ facts: await measureAge(models, pictures) }),
  document_file: (_, files) => measureDocumentFiles(files),
  signature: async (_, pictures) => ({ facts: await measureSignature(onlyPicture(pictures)) }),
}

async function compareFaces(models: Models, pictures: Pictures): Promise<FaceCompareFacts> {
  const { faces: source } = await measureFaces(models, pictureOf(pictures, 'source'))
  const { faces: target } = await measureFaces(models, pictureOf(pictures, 'target'))
  const cosine = cosineOf(source[0], target[0])
  return {
    source: source.map(({ facts }) => facts),
    target: target.map(({ facts }) => facts),
    ...(cosine !== undefined && { similarity: cosine }),
  }
}

async function verifyIdentity(models: Models, pictures: Pictures): Promise<IdentityFacts> {
  const document = await measureDocument(models, pictureOf(pictures, 'id_front'))
  const { faces, image } = await measureFaces(models, pictureOf(pictures, 'selfie_front'))
  const cosine = cosineOf(document.portrait, faces[0])
  const { liveness } = pictures
  const alive = liveness && cosineOf(faces[0], (await measureFaces(models, liveness)).faces[0])
  const reuse = await findReuse(document.picture, withPoints(image, faces[0]?.facts))
  return {
    document: document.facts,
    selfie: toFaceDetectFacts(faces),
    ...(cosine !== undefined && { similarity: cosine }),
    ...(alive !== undefined && { livenessSimilarity: alive }),
    ...(reuse && { reuse }),
  }
}

/** `reference` is the selfie that was compared with the document, when it is another picture. */
async function measureLiveness(models: ChildModels, pictures: Pictures): Promise<LivenessFacts> {
  const { reference, ...given } = pictures
  const image = await decodeImage(onlyPicture(given), FACE_SIDE)
  const found = await detectFaces(models, image)
  const [largest] = found
  if (!largest) return { faceCount: 0, faces: [] }
  const { faces } = await measureFaces(models, onlyPicture(given))
  const cosine = reference && cosineOf(faces[0], (await measureFaces(models, reference)).faces[0])
  return {
    faceCount: found.length,
    faces: faces.map(({ facts }) => facts),
    score: await scoreLiveness(models, image, largest),
    ...(cosine !== undefined && { similarity: cosine }),
  }
}

async function measureAge(models: ChildModels, pictures: Pictures): Promise<AgeFacts> {
  const image = await decodeImage(onlyPicture(pictures), FACE_SIDE)
  const faces = await detectFaces(models, image)
  const [face] = faces
  return { faceCount: faces.length, ...(face && (await estimateAge(await models.openAge(), image, face))) }
}

/** Pages are attached as `SLOT/1`, `SLOT/2`, … for the reviewer; one file at a time, since each may be large. */
async function measureDocumentFiles(files: Pictures): Promise<Measured<DocumentFilesFacts>> {
  const facts: Record<string, DocumentFilesFacts['files'][string]> = {}
  const attachments: Record<string, Uint8Array> = {}
  for (const [slot, file] of Object.entries(files)) {
    const measured = await measureFile(file)
    facts[slot] = measured.facts
    // A picture is shown as it is.
    if (measured.facts.format === 'image') continue
    for (const [i, page] of measured.pictures.entries()) attachments[`${slot}/${i + 1}`] = page
  }
  return { facts: { files: facts }, attachments }
}

/** `picture` is the one that was scanned, turned so that its text reads. */
async function measureDocument(
  models: Models,
  bytes: Uint8Array,
): Promise<{ facts: DocumentFacts; portrait?: Face; picture: PictureWithFace }> {
  const image = await decodeImage(bytes, DOCUMENT_SIDE)
  const scan = await scanDocument(models, image)
  const found = await findPortrait(models, scan.upright)
  if (!found) return { facts: toDocumentFacts(scan), picture: { image: scan.upright } }
  const measured = await measureFace(models, scan.upright, found)
  const portrait = toFace(turnFaceBack(measured, { degrees: scan.turnDegrees, picture: image, turned: scan.upright }))
  const facts = { ...toDocumentFacts(scan), portrait: portrait.facts }
  return { facts, portrait, picture: withPoints(scan.upright, measured) }
}

/** The picture and its faces, largest first. */
async function measureFaces(models: Models, bytes: Uint8Array): Promise<{ image: Pixels; faces: Face[] }> {
  const image = await decodeImage(bytes, FACE_SIDE)
  const faces: Face[] = []
  for (const face of (await detectFaces(models, image)).slice(0, MAX_FACES)) {
    faces.push(toFace(await measureFace(models, image, face)))
  }
  return { image, faces }
}

/** A picture with the five points of its face, in pixels. */
function withPoints(image: Pixels, face: Pick<FaceFacts, 'landmarks'> | undefined): PictureWithFace {
  return { image, five: face?.landmarks.map(({ x, y }) => ({ x: x * image.width, y: y * image.height })) }
}

/** Parts the embedding from the facts: it is biometric data and is never stored. */
function toFace({ embedding, ...facts }: FaceFacts & { embedding: Embedding }): Face {
  return { facts, embedding }
}

function toFaceDetectFacts(faces: readonly Face[]): FaceDetectFacts {
  return { faces: faces.map(({ facts }) => facts) }
}

function cosineOf(a: Face | undefined, b: Face | undefined): number | undefined {
  return a && b && similarity(a.embedding, b.embedding)
}

/** The picture of a check that looks at one, whatever role it plays there. */
function onlyPicture(pictures: Pictures): Uint8Array {
  const [picture] = Object.values(pictures)
  if (!picture) throw new Error('The check has no picture')
  return picture
}

function pictureOf(pictures: Pictures, role: string): Uint8Array {
  const picture = pictures[role]
  if (!picture) throw new Error(`The check has no picture ${role}`)
  return picture
}
