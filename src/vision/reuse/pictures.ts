/** Tells whether two pictures are one photograph: whole, or one cropped and turned a little. */
import { clamp, type Pixels, sharpOf } from '../image.ts'
import { bandOf, type Plane } from './plane.ts'
import { type Affine, IDENTITY, registerPlanes } from './register.ts'

/** Pictures are compared at this longest side. */
const SIDE = 96

/** Sigmas in pixels of the shrunken pictures: where it lies, then whether it is the same. */
const COARSE = { fine: 2, coarse: 8 }
const FINE = { fine: 0.8, coarse: 2.4 }

/** Below this the large shapes do not agree and nothing finer is compared. */
const MIN_COARSE = 0.6

/** How much larger a picture may be shown in the other one, for the starts of the search. */
const SCALES: readonly number[] = [1, 0.86, 1.16]

/** A picture shrunk and grey, with the factor that shrank it. */
interface Small {
  readonly plane: Plane
  readonly scale: number
}

/** A start for the search: where a pixel of the first picture lies in the second. */
export type Guess = Affine

/**
 * How alike two pictures are once one lies over the other, 0…1; one photograph has 0.9 and more
 * (docs/vision-reuse.md). `guesses` say where else to start from than middle on middle, at
 * each of the `scales`.
 */
export async function comparePictures(
  first: Pixels,
  second: Pixels,
  guesses: readonly Guess[] = [],
  scales: readonly number[] = SCALES,
): Promise<number> {
  const [one, two] = await Promise.all([shrink(first), shrink(second)])
  const starts = [
    ...scales.map((scale) => middleOnMiddle(one.plane, two.plane, scale)),
    ...guesses.map((guess) => scaled(guess, one, two)),
  ]
  const weights = new Float32Array(one.plane.values.length).fill(1)
  const [coarseOne, coarseTwo] = [bandOf(one.plane, COARSE), bandOf(two.plane, COARSE)]
  let best = { map: IDENTITY, correlation: 0 }
  for (const start of starts) {
    const found = registerPlanes(coarseOne, coarseTwo, weights, start)
    if (found.correlation > best.correlation && coverage(one.plane, two.plane, found.map) > MIN_COVERED) best = found
  }
  if (best.correlation < MIN_COARSE) return 0
  const fine = registerPlanes(bandOf(one.plane, FINE), bandOf(two.plane, FINE), weights, best.map)
  return coverage(one.plane, two.plane, fine.map) > MIN_COVERED ? clamp(fine.correlation, 0, 1) : 0
}

/** Part of either picture that must be seen in the other: less of it may agree by chance. */
const MIN_COVERED = 0.5

async function shrink(image: Pixels): Promise<Small> {
  const { data, info } = await sharpOf(image)
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const plane = { values: Float32Array.from(data), width: info.width, height: info.height }
  return { plane, scale: info.width / image.width }
}

function middleOnMiddle(first: Plane, second: Plane, scale: number): Affine {
  const fit = (scale * Math.max(second.width, second.height)) / Math.max(first.width, first.height)
  return {
    a: fit,
    b: 0,
    dx: (second.width - fit * first.width) / 2,
    c: 0,
    d: fit,
    dy: (second.height - fit * first.height) / 2,
  }
}

function scaled({ a, b, dx, c, d, dy }: Affine, one: Small, two: Small): Affine {
  const ratio = two.scale / one.scale
  return { a: a * ratio, b: b * ratio, dx: dx * two.scale, c: c * ratio, d: d * ratio, dy: dy * two.scale }
}

/** The smaller of both parts that the pictures have in common, 0…1. */
function coverage(first: Plane, second: Plane, { a, b, dx, c, d, dy }: Affine): number {
  let inside = 0
  const steps = 16
  for (let i = 0; i < steps * steps; i++) {
    const x = (((i % steps) + 0.5) / steps) * first.width
    const y = ((Math.floor(i / steps) + 0.5) / steps) * first.height
    const [u, v] = [a * x + b * y + dx, c * x + d * y + dy]
    if (u >= 0 && v >= 0 && u < second.width && v < second.height) inside++
  }
  const ofFirst = inside / (steps * steps)
  const ofSecond = (ofFirst * first.width * first.height * Math.abs(a * d - b * c)) / (second.width * second.height)
  return Math.min(ofFirst, ofSecond)
}
