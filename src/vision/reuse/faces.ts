/** Tells whether two faces are one photograph of a face, rather than two photographs of one person. */

import { applySimilarity, fitSimilarity, type Point, TEMPLATE, warp } from '../face/align.ts'
import { toLuma } from '../face/input.ts'
import { clamp, type Pixels } from '../image.ts'
import { bandOf, type Plane } from './plane.ts'
import { type Affine, registerPlanes } from './register.ts'

/** A face by its five points of alignment, in pixels of its picture. */
export interface FaceInPicture {
  readonly image: Pixels
  readonly five: readonly Point[]
}

export interface SameFace {
  /** 0…1: how alike both are once one lies over the other; one photograph has 0.98 and more (docs/vision-reuse.md). */
  readonly score: number
  /** Where a pixel of the first picture lies in the second. */
  readonly map: Affine
}

/**
 * From here on two faces are one photograph. Two photographs of one person reach 0.77 (109 pairs, three ways), cut-outs
 * that were altered in 21 ways nearly all 0.9 and more (docs/vision-reuse.md).
 */
export const MIN_SAME_FACE = 0.85

/** Side of the cut that is compared; the template of alignment is for 112. */
const SIZE = 112

/** The large shapes find the place, the fine ones tell two photographs apart; Gaussian sigmas in pixels of the cut. */
const COARSE = { fine: 3, coarse: 9 }
const FINE = { fine: 1, coarse: 3 }

/** Of one photograph the large shapes alone agree to 0.98 and more: below this nothing finer is compared. */
const MIN_COARSE = 0.85

/** Brow to chin and ear to ear: what lies outside may be cut away or another background. */
const FACE_OVAL = weighOval()

/** Compares two faces as pictures, the first also mirrored; about 100 ms of processor time when they differ. */
export function compareFacePictures(first: FaceInPicture, second: FaceInPicture): SameFace {
  const [one, two] = [cutFace(first), cutFace(second)]
  const plain = compareCuts(one, two)
  const map = mapOf(first, second, plain.map)
  if (plain.score >= MIN_SAME_FACE) return { score: plain.score, map }
  return { score: Math.max(plain.score, compareCuts(mirror(one), two).score), map }
}

function compareCuts(one: Plane, two: Plane): SameFace {
  const coarse = registerPlanes(bandOf(one, COARSE), bandOf(two, COARSE), FACE_OVAL)
  if (coarse.correlation < MIN_COARSE) return { score: 0, map: coarse.map }
  const { correlation, map } = registerPlanes(bandOf(one, FINE), bandOf(two, FINE), FACE_OVAL, coarse.map)
  return { score: clamp(correlation, 0, 1), map }
}

/** Left and right exchanged: a mirrored selfie is the same photograph. */
function mirror({ values, width, height }: Plane): Plane {
  return { values: values.map((_, at) => values[at - 2 * (at % width) + width - 1] ?? 0), width, height }
}

function cutFace({ image, five }: FaceInPicture): Plane {
  return { values: toLuma(warp(image, fitSimilarity(TEMPLATE, five), SIZE)), width: SIZE, height: SIZE }
}

/** From the first picture to its cut, by the map to the other cut, and from there to the second picture. */
function mapOf(first: FaceInPicture, second: FaceInPicture, between: Affine): Affine {
  const toCut = fitSimilarity(first.five, TEMPLATE)
  const fromCut = fitSimilarity(TEMPLATE, second.five)
  const lead = (point: Point): Point => {
    const { x, y } = applySimilarity(toCut, point)
    const { a, b, dx, c, d, dy } = between
    return applySimilarity(fromCut, { x: a * x + b * y + dx, y: c * x + d * y + dy })
  }
  const [origin, right, below] = [lead({ x: 0, y: 0 }), lead({ x: 1, y: 0 }), lead({ x: 0, y: 1 })]
  return {
    a: right.x - origin.x,
    b: below.x - origin.x,
    dx: origin.x,
    c: right.y - origin.y,
    d: below.y - origin.y,
    dy: origin.y,
  }
}

function weighOval(): Float32Array {
  return Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    const across = ((i % SIZE) - SIZE / 2) / 50
    const down = (Math.floor(i / SIZE) - 60) / 56
    return across * across + down * down < 1 ? 1 : 0
  })
}
