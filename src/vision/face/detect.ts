/** Finds faces: one pass of a small detector over the whole picture. */
import { type Box, clamp, type Pixels, sharpOf, toPixels } from '../image.ts'
import type { Models } from '../models.ts'
import { CENTRED, toTensor } from './input.ts'

/** A face in a picture. */
export interface DetectedFace {
  /** In pixels of the picture, cut to its edges; usually a little taller than wide, from brow to chin. */
  readonly box: Box
  /** 0…1, the detector's own probability. */
  readonly confidence: number
}

/** What the network takes: width × height. */
const INPUT = { width: 320, height: 240 }

/**
 * Real faces of the measured pictures score 0.72 and more, hands and barcodes below 0.1, and what lies between is
 * doubles and parts of faces (docs/vision-faces.md).
 */
const MIN_CONFIDENCE = 0.6

/** Intersection over union from which two boxes are the same face. */
const MAX_OVERLAP = 0.4

/**
 * Finds the faces of a picture, largest first; empty when there is none.
 * The picture is fitted into 320 × 240, where faces under about 10 pixels are lost: a face must be at least
 * a twentieth of the picture.
 */
export async function detectFaces(models: Pick<Models, 'faceDetect'>, image: Pixels): Promise<DetectedFace[]> {
  const scale = Math.min(INPUT.width / image.width, INPUT.height / image.height)
  const { scores, boxes } = await models.faceDetect.run(toTensor(await fitInput(image, scale), CENTRED))
  if (!(scores?.data instanceof Float32Array) || !(boxes?.data instanceof Float32Array)) {
    throw new Error('The face detector answered without scores or boxes')
  }
  const found = readFaces(scores.data, boxes.data, { width: INPUT.width / scale, height: INPUT.height / scale })
  return keepBest(found.flatMap((face) => cutToPicture(face, image))).sort((a, b) => area(b.box) - area(a.box))
}

/** The picture at the top left of the input, the rest grey: stretching it cost confidence on upright pictures. */
async function fitInput(image: Pixels, scale: number): Promise<Pixels> {
  const width = clamp(Math.round(image.width * scale), 1, INPUT.width)
  const height = clamp(Math.round(image.height * scale), 1, INPUT.height)
  return toPixels(
    sharpOf(image)
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .extend({ right: INPUT.width - width, bottom: INPUT.height - height, background: '#808080' }),
  )
}

/** `scores`: n × (no face, face). `boxes`: n × (left, top, right, bottom) as parts of `size`. */
function readFaces(scores: Float32Array, boxes: Float32Array, size: { width: number; height: number }): DetectedFace[] {
  const faces: DetectedFace[] = []
  for (let i = 0; i < scores.length / 2; i++) {
    const confidence = scores[i * 2 + 1] ?? 0
    if (confidence < MIN_CONFIDENCE) continue
    const [left = 0, top = 0, right = 0, bottom = 0] = boxes.subarray(i * 4, i * 4 + 4)
    const box = {
      left: left * size.width,
      top: top * size.height,
      width: (right - left) * size.width,
      height: (bottom - top) * size.height,
    }
    faces.push({ box, confidence: Math.min(confidence, 1) })
  }
  return faces
}

/** The face with its box cut to the picture, or nothing when less than a pixel of it lies inside. */
function cutToPicture({ box, confidence }: DetectedFace, picture: Pixels): DetectedFace[] {
  const left = clamp(box.left, 0, picture.width)
  const top = clamp(box.top, 0, picture.height)
  const width = clamp(box.left + box.width, 0, picture.width) - left
  const height = clamp(box.top + box.height, 0, picture.height) - top
  return width >= 1 && height >= 1 ? [{ box: { left, top, width, height }, confidence }] : []
}

/** Non-maximum suppression: of boxes over the same face only the surest stays. */
export function keepBest(faces: readonly DetectedFace[]): DetectedFace[] {
  const kept: DetectedFace[] = []
  for (const face of faces.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every((other) => overlap(other.box, face.box) < MAX_OVERLAP)) kept.push(face)
  }
  return kept
}

/** Intersection over union, 0…1. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (area(a) + area(b) - width * height)
}

function area(box: Box): number {
  return box.width * box.height
}
