/** Measures the pictures of a check with the models, and tells the facts in the words of the services. */
import type {
  AgeFacts,
  DocumentFacts,
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
import { decodeImage } from '../vision/image.ts'
import type { Models } from '../vision/models.ts'
import { toDocumentFacts } from './document-facts.ts'
import type { ThreadModels } from './thread-models.ts'

/** Pictures by the role they play in the check: JPEG bytes. */
export type Pictures = Readonly<Record<string, Uint8Array>>

/** Longest sides that pictures are shrunk to, in pixels (docs/vision.md). */
const DOCUMENT_SIDE = 1800
const FACE_SIDE = 1280
/** Faces of one picture that are measured; the rest of a crowd adds nothing to "more than one". */
const MOST_FACES = 4

interface Face {
  readonly facts: FaceFacts
  readonly embedding: Embedding
}

type Measure<K extends keyof FactsByKind> = (models: ThreadModels, pictures: Pictures) => Promise<FactsByKind[K]>

/** How each kind of check is measured. */
export const MEASURES: { readonly [K in keyof FactsByKind]: Measure<K> } = {
  document_scan: async (models, pictures) => (await measureDocument(models, pictureOf(pictures, 'front'))).facts,
  face_detect: async (models, pictures) => toFaceDetectFacts(await measureFaces(models, pictureOf(pictures, 'image'))),
  face_compare: compareFaces,
  identity_verify: verifyIdentity,
  face_liveness: measureLiveness,
  face_estimate_age: measureAge,
  document_file: measureFiles,
}

async function measureFiles(_models: ThreadModels, files: Pictures): Promise<FactsByKind['document_file']> {
  const facts = await Promise.all(
    Object.entries(files).map(async ([slot, bytes]) => {
      const { width, height } = await decodeImage(bytes, FACE_SIDE)
      const page = { widthPx: width, heightPx: height }
      return [
        slot,
        {
          format: 'image' as const,
          pageCount: 1,
          isEncrypted: false,
          isDamaged: false,
          isTooLong: false,
          pages: [page],
        },
      ] as const
    }),
  )
  return { files: Object.fromEntries(facts) }
}

async function compareFaces(models: Models, pictures: Pictures): Promise<FaceCompareFacts> {
  const source = await measureFaces(models, pictureOf(pictures, 'source'))
  const target = await measureFaces(models, pictureOf(pictures, 'target'))
  const cosine = cosineOf(source[0], target[0])
  return {
    source: source.map(({ facts }) => facts),
    target: target.map(({ facts }) => facts),
    ...(cosine !== undefined && { similarity: cosine }),
  }
}

async function verifyIdentity(models: Models, pictures: Pictures): Promise<IdentityFacts> {
  const document = await measureDocument(models, pictureOf(pictures, 'id_front'))
  const selfie = await measureFaces(models, pictureOf(pictures, 'selfie_front'))
  const cosine = cosineOf(document.portrait, selfie[0])
  return {
    document: document.facts,
    selfie: toFaceDetectFacts(selfie),
    ...(cosine !== undefined && { similarity: cosine }),
  }
}

async function measureLiveness(models: ThreadModels, pictures: Pictures): Promise<LivenessFacts> {
  const image = await decodeImage(onlyPicture(pictures), FACE_SIDE)
  const faces = await detectFaces(models, image)
  const [face] = faces
  return { faceCount: faces.length, ...(face && { score: await scoreLiveness(models, image, face) }) }
}

async function measureAge(models: ThreadModels, pictures: Pictures): Promise<AgeFacts> {
  const image = await decodeImage(onlyPicture(pictures), FACE_SIDE)
  const faces = await detectFaces(models, image)
  const [face] = faces
  return { faceCount: faces.length, ...(face && (await estimateAge(await models.openAge(), image, face))) }
}

async function measureDocument(
  models: Models,
  picture: Uint8Array,
): Promise<{ facts: DocumentFacts; portrait?: Face }> {
  const image = await decodeImage(picture, DOCUMENT_SIDE)
  const scan = await scanDocument(models, image)
  const found = await findPortrait(models, scan.upright)
  if (!found) return { facts: toDocumentFacts(scan) }
  const measured = await measureFace(models, scan.upright, found)
  const portrait = toFace(turnFaceBack(measured, { degrees: scan.turnDegrees, picture: image, turned: scan.upright }))
  return { facts: { ...toDocumentFacts(scan), portrait: portrait.facts }, portrait }
}

/** The faces of a picture, largest first. */
async function measureFaces(models: Models, picture: Uint8Array): Promise<Face[]> {
  const image = await decodeImage(picture, FACE_SIDE)
  const faces: Face[] = []
  for (const face of (await detectFaces(models, image)).slice(0, MOST_FACES)) {
    faces.push(toFace(await measureFace(models, image, face)))
  }
  return faces
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
