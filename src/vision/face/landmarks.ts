/** Finds the 68 points of a face and what is made of them: the five points of alignment, the named landmarks. */
import type { Pixels } from '../image.ts'
import { type Models, Tensor } from '../models.ts'
import type { Point } from './align.ts'
import type { DetectedFace } from './detect.ts'
import { cutTo, squareInside, toLuma } from './input.ts'

/** Side of the grey square that the network takes. */
const INPUT_SIZE = 64

export type LandmarkType = 'eyeLeft' | 'eyeRight' | 'nose' | 'mouthLeft' | 'mouthRight'

/** A named point; x and y are 0…1 of the picture's width and height. Left and right are the viewer's. */
export interface Landmark {
  readonly type: LandmarkType
  readonly x: number
  readonly y: number
}

/** The 68 points of a face in pixels of the picture, in the order of iBUG 300-W (Sagonas et al., 2013). */
export async function findLandmarks(
  models: Pick<Models, 'faceLandmark'>,
  image: Pixels,
  face: DetectedFace,
): Promise<Point[]> {
  const box = squareInside(face.box, 1, image)
  const grey = toLuma(await cutTo(image, box, INPUT_SIZE)).map((value) => value / 256)
  const { output } = await models.faceLandmark.run(new Tensor('float32', grey, [1, 1, INPUT_SIZE, INPUT_SIZE]))
  if (!(output?.data instanceof Float32Array)) throw new Error('The landmark network answered without points')
  const parts = output.data
  return Array.from({ length: parts.length / 2 }, (_, i) => ({
    x: box.left + (parts[i * 2] ?? 0) * box.width,
    y: box.top + (parts[i * 2 + 1] ?? 0) * box.height,
  }))
}

/** Eye centres (image left first), tip of the nose, corners of the mouth (image left first). */
export function fivePoints(points: readonly Point[]): Point[] {
  return [[37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64]].map((indices) => meanOf(points, indices))
}

const NAMES: readonly LandmarkType[] = ['eyeLeft', 'eyeRight', 'nose', 'mouthLeft', 'mouthRight']

/** The five points as named landmarks of a picture of this size. */
export function toLandmarks(five: readonly Point[], picture: { width: number; height: number }): Landmark[] {
  return NAMES.flatMap((type, i) => {
    const point = five[i]
    return point ? [{ type, x: point.x / picture.width, y: point.y / picture.height }] : []
  })
}

function meanOf(points: readonly Point[], indices: readonly number[]): Point {
  const chosen = indices.map((i) => points[i] ?? { x: 0, y: 0 })
  return {
    x: chosen.reduce((sum, { x }) => sum + x, 0) / chosen.length,
    y: chosen.reduce((sum, { y }) => sum + y, 0) / chosen.length,
  }
}
