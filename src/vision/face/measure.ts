/** Measures everything about one face at once, for the checks that need more than one fact. */
import type { Box, Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import type { Embedding } from './compare.ts'
import type { DetectedFace } from './detect.ts'
import { embedPoints } from './embed.ts'
import { type Framing, measureFraming } from './framing.ts'
import { findLandmarks, fivePoints, type Landmark, toLandmarks } from './landmarks.ts'
import { estimatePoseAt, type Pose } from './pose.ts'
import { measureQuality, type Quality } from './quality.ts'

/** What is known of one face. */
export interface FaceFacts extends Framing {
  /** 0…1 of the picture's width and height. */
  readonly box: Box
  /** 0…1, the detector's. */
  readonly confidence: number
  readonly landmarks: readonly Landmark[]
  readonly pose: Pose
  readonly quality: Pick<Quality, 'brightness' | 'sharpness'>
  readonly detail: Quality['detail']
  readonly glareShare: Quality['glareShare']
  /** Shorter side of the box in pixels; under about 60 a comparison is unreliable. */
  readonly sizePx: number
  readonly embedding: Embedding
}

/** Measures one face of a picture; about 50 ms in one thread. */
export async function measureFace(
  models: Pick<Models, 'faceLandmark' | 'faceEmbed' | 'facePose'>,
  image: Pixels,
  face: DetectedFace,
): Promise<FaceFacts> {
  const five = fivePoints(await findLandmarks(models, image, face))
  const { brightness, sharpness, detail, glareShare } = await measureQuality(image, face)
  return {
    box: toParts(face.box, image),
    confidence: face.confidence,
    landmarks: toLandmarks(five, image),
    pose: await estimatePoseAt(models, image, { face, five }),
    quality: { brightness, sharpness },
    detail,
    glareShare,
    sizePx: Math.min(face.box.width, face.box.height),
    ...measureFraming(image, five),
    embedding: await embedPoints(models, image, five),
  }
}

function toParts(box: Box, picture: Pixels): Box {
  return {
    left: box.left / picture.width,
    top: box.top / picture.height,
    width: box.width / picture.width,
    height: box.height / picture.height,
  }
}
