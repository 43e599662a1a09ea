/** Estimates how a head is turned. */
import type { Pixels } from '../image.ts'
import type { Models, Tensor } from '../models.ts'
import type { DetectedFace } from './detect.ts'
import { cutTo, type Normalisation, squareInside, toTensor } from './input.ts'

/**
 * Head pose in degrees, each within −97.5…97.5, 0 = straight into the camera.
 * Directions are those of the picture as it lies before the viewer, not the person's own.
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

/**
 * Side of the cut in sides of the box. The package cuts 1.5; measured, 1.0 agrees best with the landmarks and
 * with the mirrored picture (docs/vision-faces.md).
 */
const CROP_SCALE = 1

/** ImageNet's mean and deviation. */
const IMAGENET: Normalisation = {
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  divisor: [0.229 * 255, 0.224 * 255, 0.225 * 255],
}

/**
 * Estimates the pose of one face of a picture. Ask for 18 degrees and more before calling a head turned; beyond
 * about 50 degrees of yaw it is not tested (docs/vision-faces.md).
 */
export async function estimatePose(models: Pick<Models, 'facePose'>, image: Pixels, face: DetectedFace): Promise<Pose> {
  const cut = await cutTo(image, squareInside(face.box, CROP_SCALE, image), INPUT_SIZE)
  const output = await models.facePose.run(toTensor(cut, IMAGENET))
  return { yaw: -readDegrees(output.output), pitch: readDegrees(output['617']), roll: readDegrees(output['618']) }
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
