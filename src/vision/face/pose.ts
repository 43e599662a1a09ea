/** Estimates how a head is turned. */
import type { Box, Pixels } from '../image.ts'
import type { Models, Tensor } from '../models.ts'
import { applySimilarity, type Point, warp } from './align.ts'
import type { DetectedFace } from './detect.ts'
import { type Normalisation, toTensor } from './input.ts'
import { findLandmarks, fivePoints } from './landmarks.ts'

/**
 * Head pose in degrees, 0 = straight into the camera; yaw and pitch lie within −97.5…97.5.
 * Directions are the viewer's, not the person's own.
 */
export interface Pose {
  /** Positive: the nose points to the picture's right edge. */
  readonly yaw: number
  /** Positive: the face looks up. */
  readonly pitch: number
  /** Positive: the head leans clockwise. */
  readonly roll: number
}

const INPUT_SIZE = 224

/** ImageNet's mean and deviation. */
const IMAGENET: Normalisation = {
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  divisor: [0.229 * 255, 0.224 * 255, 0.225 * 255],
}

/**
 * Estimates the pose of one face of a picture. Ask for 18 degrees and more before calling a head turned; beyond
 * about 50 degrees of yaw it is not tested (docs/vision-faces.md).
 */
export async function estimatePose(
  models: Pick<Models, 'faceLandmark' | 'facePose'>,
  image: Pixels,
  face: DetectedFace,
): Promise<Pose> {
  return estimatePoseAt(models, image, { face, five: fivePoints(await findLandmarks(models, image, face)) })
}

/**
 * Estimates the pose of the face whose five points are known.
 * The network sees the face with its eyes level, and the lean is added again: left leaning by 30 degrees, yaw and
 * pitch were off by 5 degrees in the median, level by 1 (docs/vision-faces.md).
 */
export async function estimatePoseAt(
  models: Pick<Models, 'facePose'>,
  image: Pixels,
  { face, five }: { face: DetectedFace; five: readonly Point[] },
): Promise<Pose> {
  const lean = angleOfEyes(five)
  const output = await models.facePose.run(toTensor(cutLevel(image, face.box, lean), IMAGENET))
  return {
    yaw: -readDegrees(output.output),
    pitch: readDegrees(output['617']),
    roll: readDegrees(output['618']) + (lean * 180) / Math.PI,
  }
}

/** How far the line through the eyes is turned clockwise; radians. */
function angleOfEyes([left, right]: readonly Point[]): number {
  return left && right ? Math.atan2(right.y - left.y, right.x - left.x) : 0
}

/**
 * The square about the box, turned so that the eyes lie level. The package cuts half as much again; measured, the box
 * itself agrees best with the landmarks and with the mirrored picture.
 */
function cutLevel(image: Pixels, box: Box, lean: number): Pixels {
  const scale = Math.max(box.width, box.height) / INPUT_SIZE
  const turn = { a: scale * Math.cos(lean), b: scale * Math.sin(lean), dx: 0, dy: 0 }
  const middle = applySimilarity(turn, { x: INPUT_SIZE / 2, y: INPUT_SIZE / 2 })
  const dx = box.left + box.width / 2 - middle.x
  const dy = box.top + box.height / 2 - middle.y
  return warp(image, { ...turn, dx, dy }, INPUT_SIZE)
}

/**
 * Expected angle over 66 bins of 3 degrees from −99 to 99 (Hopenet; Ruiz et al., CVPRW 2018).
 * Bins count from their middle: from their lower edge, mirrored pictures disagree by one whole bin.
 */
function readDegrees(bins: Tensor | undefined): number {
  if (!(bins?.data instanceof Float32Array)) throw new Error('The pose network answered without angles')
  const most = bins.data.reduce((a, b) => Math.max(a, b))
  let weight = 0
  let sum = 0
  for (const [i, value] of bins.data.entries()) {
    const likelihood = Math.exp(value - most)
    weight += likelihood
    sum += likelihood * i
  }
  return (sum / weight) * 3 - 97.5
}
