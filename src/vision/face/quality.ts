/** Measures how well a face was photographed. */
import { FACE_DETAIL_SIDE, measureDetail } from '../detail.ts'
import type { Pixels } from '../image.ts'
import type { DetectedFace } from './detect.ts'
import { cutTo, squareInside, toLuma } from './input.ts'

/** Photographic quality of a face. */
export interface Quality {
  /** Mean luma of the face: 0 black, 100 white. */
  readonly brightness: number
  /** 0…100: 0 = no detail, 50 = soft, 100 = crisp; small faces have little detail and score low. */
  readonly sharpness: number
  /** 0…1: in focus and held still, see `measureDetail`; small faces do not score low. */
  readonly detail: number
  /** 0…1: the part of the face that is burnt out, luma above 250. */
  readonly glareShare: number
}

/** Faces are compared at one size, so that sharpness does not depend on the camera's resolution. */
const SIZE = 128

/** Variance of the Laplacian that scores 50; the measured faces have a median of about twice that. */
const HALF_SHARP = 100

const BURNT_OUT = 250

/** Measures one face of a picture. */
export async function measureQuality(image: Pixels, face: DetectedFace): Promise<Quality> {
  const square = squareInside(face.box, 1, image)
  const luma = toLuma(await cutTo(image, square, SIZE))
  const variance = varianceOfLaplacian(luma, SIZE)
  return {
    brightness: (luma.reduce((sum, value) => sum + value, 0) / luma.length / 255) * 100,
    sharpness: (variance / (variance + HALF_SHARP)) * 100,
    detail: await measureDetail(image, FACE_DETAIL_SIDE, square),
    glareShare: luma.filter((value) => value > BURNT_OUT).length / luma.length,
  }
}

/** Variance of the 4-neighbour Laplacian of a square plane: the usual focus measure (Pech-Pacheco et al., 2000). */
function varianceOfLaplacian(plane: Float32Array, size: number): number {
  let sum = 0
  let squares = 0
  for (let y = 1; y < size - 1; y++) {
    for (let x = 1; x < size - 1; x++) {
      const at = y * size + x
      const neighbours = (plane[at - 1] ?? 0) + (plane[at + 1] ?? 0) + (plane[at - size] ?? 0) + (plane[at + size] ?? 0)
      const value = 4 * (plane[at] ?? 0) - neighbours
      sum += value
      squares += value * value
    }
  }
  const count = (size - 2) ** 2
  return squares / count - (sum / count) ** 2
}
