/** Lays one plane over another as exactly as an affine map can, and says how alike they are there. */
import type { Plane } from './plane.ts'

/** Where a point of the first plane lies in the second: `x′ = a·x + b·y + dx`, `y′ = c·x + d·y + dy`; pixels. */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly dx: number
  readonly c: number
  readonly d: number
  readonly dy: number
}

export const IDENTITY: Affine = { a: 1, b: 0, dx: 0, c: 0, d: 1, dy: 0 }

export interface Registration {
  readonly map: Affine
  /** Weighted correlation of the planes under the map, −1…1. */
  readonly correlation: number
}

const MAX_STEPS = 24

/** A step that moves no corner by this many pixels ends the search. */
const MIN_MOVE_PX = 0.02

/** Keeps the normal equations solvable where a plane has no detail; a part of their mean diagonal. */
const DAMPING = 1e-3

/**
 * Searches from `start` for the map under which both planes correlate most: Gauss–Newton on the normalised
 * difference (Evangelidis and Psarakis, 2008). `weights` belong to the first plane's pixels; what the map takes from
 * outside the second plane counts as nothing.
 */
export function registerPlanes(
  first: Plane,
  second: Plane,
  weights: Float32Array,
  start: Affine = IDENTITY,
): Registration {
  let best: Registration = { map: start, correlation: Number.NEGATIVE_INFINITY }
  let map = start
  for (let step = 0; step < MAX_STEPS; step++) {
    const { correlation, change } = improve(first, second, weights, map)
    if (correlation > best.correlation) best = { map, correlation }
    if (!change) break
    map = addTo(map, change)
    const span = Math.max(first.width, first.height)
    const [a = 0, b = 0, dx = 0, c = 0, d = 0, dy = 0] = change
    if ((Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d)) * span + Math.abs(dx) + Math.abs(dy) < MIN_MOVE_PX)
      break
  }
  return best
}

/** The correlation under `map`, and the change of its six numbers that should raise it; none where nothing can be said. */
function improve(first: Plane, second: Plane, weights: Float32Array, map: Affine) {
  const { width, height } = first
  const taken = take(second, map, width, height)
  const one = normalise(first.values, weights, taken.weights)
  const two = normalise(taken.values, weights, taken.weights)
  if (!one || !two) return { correlation: 0, change: undefined }
  const normal = new Float64Array(36)
  const right = new Float64Array(6)
  const correlation = one.reduce(
    (sum, p, at) => sum + (weights[at] ?? 0) * (taken.weights[at] ?? 0) * p * (two[at] ?? 0),
    0,
  )
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const weight = (weights[at] ?? 0) * (taken.weights[at] ?? 0)
      if (weight === 0) continue
      const [p, q] = [one[at] ?? 0, two[at] ?? 0]
      const gx = ((two[at + 1] ?? 0) - (two[at - 1] ?? 0)) / 2
      const gy = ((two[at + width] ?? 0) - (two[at - width] ?? 0)) / 2
      addEquation(normal, right, [gx * x, gx * y, gx, gy * x, gy * y, gy], p - q, weight)
    }
  }
  return { correlation, change: solve(normal, right) }
}

/** The second plane as the map shows it on the first one's grid; weights are 0 where it has no pixels, else 1. */
function take({ values, width, height }: Plane, map: Affine, outWidth: number, outHeight: number) {
  const taken = new Float32Array(outWidth * outHeight)
  const weights = new Float32Array(outWidth * outHeight)
  // The gradients are those of the taken plane, so the map's own turn and scale are already in them.
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      const u = map.a * x + map.b * y + map.dx
      const v = map.c * x + map.d * y + map.dy
      const [x0, y0] = [Math.floor(u), Math.floor(v)]
      if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) continue
      const [fx, fy] = [u - x0, v - y0]
      const at = y0 * width + x0
      const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx
      const lower = (values[at + width] ?? 0) * (1 - fx) + (values[at + width + 1] ?? 0) * fx
      taken[y * outWidth + x] = upper * (1 - fy) + lower * fy
      weights[y * outWidth + x] = 1
    }
  }
  return { values: taken, weights }
}

/** Weighted mean 0 and weighted length 1; none for a plane without contrast. */
function normalise(values: Float32Array, weights: Float32Array, others: Float32Array): Float32Array | undefined {
  let [sum, total, squares] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const weight = (weights[i] ?? 0) * (others[i] ?? 0)
    const value = values[i] ?? 0
    sum += weight * value
    squares += weight * value * value
    total += weight
  }
  const mean = sum / total
  const spread = squares - sum * mean
  if (!(spread > 1e-6 * total)) return undefined
  const scale = 1 / Math.sqrt(spread)
  return values.map((value) => (value - mean) * scale)
}

function addEquation(
  normal: Float64Array,
  right: Float64Array,
  row: readonly number[],
  error: number,
  weight: number,
): void {
  for (let i = 0; i < 6; i++) {
    const value = (row[i] ?? 0) * weight
    right[i] = (right[i] ?? 0) + value * error
    for (let j = i; j < 6; j++) normal[i * 6 + j] = (normal[i * 6 + j] ?? 0) + value * (row[j] ?? 0)
  }
}

/** Cholesky's way through six symmetric equations, of which the upper half is given; none when they are singular. */
function solve(normal: Float64Array, right: Float64Array): number[] | undefined {
  const lower = new Float64Array(36)
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = normal[j * 6 + i] ?? 0
      if (i === j) sum *= 1 + DAMPING
      for (let k = 0; k < j; k++) sum -= (lower[i * 6 + k] ?? 0) * (lower[j * 6 + k] ?? 0)
      if (i === j && !(sum > 0)) return undefined
      lower[i * 6 + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * 6 + j] ?? 1)
    }
  }
  const half: number[] = []
  for (let i = 0; i < 6; i++) {
    let sum = right[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (lower[i * 6 + k] ?? 0) * (half[k] ?? 0)
    half[i] = sum / (lower[i * 6 + i] ?? 1)
  }
  const whole: number[] = []
  for (let i = 5; i >= 0; i--) {
    let sum = half[i] ?? 0
    for (let k = i + 1; k < 6; k++) sum -= (lower[k * 6 + i] ?? 0) * (whole[k] ?? 0)
    whole[i] = sum / (lower[i * 6 + i] ?? 1)
  }
  return whole
}

/**
 * The map after a change found in the taken plane's own coordinates: first the change, then the map.
 * A taken plane moved by the change is what the second plane shows under this map.
 */
function addTo(map: Affine, [a = 0, b = 0, dx = 0, c = 0, d = 0, dy = 0]: readonly number[]): Affine {
  return {
    a: map.a * (1 + a) + map.b * c,
    b: map.a * b + map.b * (1 + d),
    dx: map.a * dx + map.b * dy + map.dx,
    c: map.c * (1 + a) + map.d * c,
    d: map.c * b + map.d * (1 + d),
    dy: map.c * dx + map.d * dy + map.dy,
  }
}
