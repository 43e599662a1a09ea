/** Turns a face upright and to one size: five points onto the template that embedding networks expect. */
import { clamp, type Pixels } from '../image.ts'

/** Pixels of a picture; x to the right, y down, origin at the top left corner's pixel centre. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Turns, scales evenly and moves: `x′ = a·x − b·y + dx`, `y′ = b·x + a·y + dy`. */
export interface Similarity {
  readonly a: number
  readonly b: number
  readonly dx: number
  readonly dy: number
}

/** Side of an aligned face in pixels. */
export const ALIGNED_SIZE = 112

/**
 * Where the eyes (image left first), the nose and the mouth's corners lie in an aligned face
 * (InsightFace `arcface_dst`, Deng et al., CVPR 2019).
 */
export const TEMPLATE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
]

/** The 112 × 112 picture in which the face's five points lie on the template as nearly as they can. */
export function alignFace(image: Pixels, fivePoints: readonly Point[]): Pixels {
  // Going from the template to the picture answers directly where each wanted pixel comes from.
  return warp(image, fitSimilarity(TEMPLATE, fivePoints), ALIGNED_SIZE)
}

/**
 * The similarity that takes `from` to `to` with the least squared error (Umeyama 1991; in the plane the
 * solution is closed and, unlike the general one, never mirrors).
 * Throws when fewer than two points differ, since then no scale exists.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  if (from.length !== to.length || from.length < 2) throw new Error('A similarity needs two or more pairs of points')
  const fromMean = meanOf(from)
  const toMean = meanOf(to)
  let spread = 0
  let along = 0
  let across = 0
  for (const [i, point] of from.entries()) {
    const target = to[i] ?? toMean
    const [x, y] = [point.x - fromMean.x, point.y - fromMean.y]
    const [u, v] = [target.x - toMean.x, target.y - toMean.y]
    spread += x * x + y * y
    along += x * u + y * v
    across += x * v - y * u
  }
  if (!(spread > 0)) throw new Error('A similarity needs two different points')
  const a = along / spread
  const b = across / spread
  return { a, b, dx: toMean.x - (a * fromMean.x - b * fromMean.y), dy: toMean.y - (b * fromMean.x + a * fromMean.y) }
}

/** Where a similarity takes a point. */
export function applySimilarity({ a, b, dx, dy }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + dx, y: b * x + a * y + dy }
}

/** Samples along one side of an output pixel at most; beyond it more of them change the embedding by nothing. */
const MAX_SAMPLES = 4

/**
 * A square picture of `size` pixels whose pixel at p shows the source at `toSource`(p), bilinear, edges continued.
 * Where the source is finer than the output, several samples are averaged, so that fine patterns do not alias.
 */
export function warp(image: Pixels, toSource: Similarity, size: number): Pixels {
  const { a, b } = toSource
  const samples = clamp(Math.round(Math.hypot(a, b)), 1, MAX_SAMPLES)
  const offsets = Array.from({ length: samples }, (_, i) => (i + 0.5) / samples - 0.5)
  const data = new Uint8Array(size * size * 3)
  const sum = new Float64Array(3)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      sum.fill(0)
      for (const oy of offsets) {
        for (const ox of offsets) addSample(sum, image, applySimilarity(toSource, { x: x + ox, y: y + oy }))
      }
      for (let c = 0; c < 3; c++) data[(y * size + x) * 3 + c] = Math.round((sum[c] ?? 0) / samples ** 2)
    }
  }
  return { data, width: size, height: size }
}

/** Adds the picture's colour at a point to `sum`, between four pixels. */
function addSample(sum: Float64Array, { data, width, height }: Pixels, { x, y }: Point): void {
  const left = clamp(x, 0, width - 1)
  const top = clamp(y, 0, height - 1)
  const x0 = Math.floor(left)
  const y0 = Math.floor(top)
  const fx = left - x0
  const fy = top - y0
  const right = x0 + 1 < width ? 3 : 0
  const below = y0 + 1 < height ? width * 3 : 0
  const at = (y0 * width + x0) * 3
  for (let c = at; c < at + 3; c++) {
    const upper = (data[c] ?? 0) * (1 - fx) + (data[c + right] ?? 0) * fx
    const lower = (data[c + below] ?? 0) * (1 - fx) + (data[c + below + right] ?? 0) * fx
    sum[c - at] = (sum[c - at] ?? 0) + upper * (1 - fy) + lower * fy
  }
}

function meanOf(points: readonly Point[]): Point {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length
  return { x, y }
}
