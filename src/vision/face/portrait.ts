/** Finds the holder's portrait on a picture of a document. */
import { type Box, crop, type Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import { type DetectedFace, detectFaces, keepBest } from './detect.ts'

/** Side of a tile as a part of the picture's, and how many of them stand side by side. */
const TILE_PART = 0.6
const TILES = 3

/**
 * From here on a face is as good as sure. On the measured documents every clear portrait scores 0.99 and more,
 * emblems and background art up to 0.95 (docs/vision-faces.md).
 */
const SURE_CONFIDENCE = 0.97

/**
 * The portrait of an upright document, or `undefined`.
 * The largest sure face wins, since ghost images and watermarks repeat the portrait smaller and fainter.
 * A portrait that is too small for one pass over the whole picture is looked for in overlapping tiles, where an
 * unsure face does not count: nine passes give art nine chances to look like one.
 */
export async function findPortrait(
  models: Pick<Models, 'faceDetect'>,
  image: Pixels,
): Promise<DetectedFace | undefined> {
  const faces = await detectFaces(models, image)
  return faces.find(isSure) ?? (await detectInTiles(models, image)).find(isSure) ?? faces[0]
}

function isSure(face: DetectedFace): boolean {
  return face.confidence >= SURE_CONFIDENCE
}

async function detectInTiles(models: Pick<Models, 'faceDetect'>, image: Pixels): Promise<DetectedFace[]> {
  const found: DetectedFace[] = []
  for (const tile of tilesOf(image)) {
    const faces = await detectFaces(models, await crop(image, tile))
    found.push(...faces.map((face) => moveBy(face, tile)))
  }
  return keepBest(found).sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
}

/** 3 × 3 whole-pixel boxes of 60 % of the picture's sides; neighbours overlap by two thirds. */
function tilesOf(image: Pixels): Box[] {
  const width = Math.ceil(image.width * TILE_PART)
  const height = Math.ceil(image.height * TILE_PART)
  const steps = Array.from({ length: TILES }, (_, i) => i / (TILES - 1))
  return steps.flatMap((down) =>
    steps.map((across) => ({
      left: Math.round((image.width - width) * across),
      top: Math.round((image.height - height) * down),
      width,
      height,
    })),
  )
}

function moveBy({ box, confidence }: DetectedFace, by: Box): DetectedFace {
  return { box: { ...box, left: box.left + by.left, top: box.top + by.top }, confidence }
}
