/** Estimates where the characters of a machine-readable zone stand: their first step, pitch and, under perspective, bend. */
import { type Steps, seenSteps } from './mrz-steps.ts'

/** Where characters stand: character n is expected at step `start + pitch × n + bend × n²`. */
export interface Places {
  readonly start: number
  readonly pitch: number
  readonly bend: number
}

/** The step at which a place's character should be seen. */
export function expectedStep({ start, pitch, bend }: Places, place: number): number {
  return start + pitch * place + bend * place * place
}

/** Fewer characters than this say nothing about a grid. */
export const MIN_SEEN = 10

/** Places for the characters seen in all rows together; `undefined` when too few were. The first one seen stands at place 0. */
export function findPlaces(rows: readonly Steps[]): Places | undefined {
  const seen = rows.map(seenSteps)
  const gaps = seen.flatMap((steps) => steps.slice(1).map((step, index) => step - (steps[index] ?? 0)))
  const typical = median(gaps)
  if (typical === undefined || gaps.length < MIN_SEEN) return undefined
  const all = seen.flat()
  const indices = numberPlaces(all, typical)
  return fitParabola(all.map((step, index) => [indices[index] ?? 0, step]))
}

/** How far perspective may bend a row, as a share of its length, and how finely that and the pitch are tried. */
const BENDS = [-0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12] as const
const PITCH_RANGE = 0.15
const PITCH_STEP = 0.0025

/** The whole places, from 0, at which steps lie nearest when pitch, phase and bend are chosen best. */
function numberPlaces(steps: readonly number[], typicalPitch: number): number[] {
  const end = Math.max(...steps)
  let best = { straight: [...steps], pitch: typicalPitch, phase: 0, strength: -1 }
  for (const bend of BENDS) {
    const straight = steps.map((step) => step + (bend * step * (end - step)) / end)
    for (let share = 1 - PITCH_RANGE; share <= 1 + PITCH_RANGE; share += PITCH_STEP) {
      const pitch = typicalPitch * share
      const { strength, phase } = resonance(straight, pitch)
      if (strength > best.strength) best = { straight, pitch, phase, strength }
    }
  }
  const places = best.straight.map((step) => Math.round(step / best.pitch - best.phase))
  const first = Math.min(...places)
  return places.map((place) => place - first)
}

/** How much `steps` agree on their phase at a pitch, 0…1, and that phase in pitches, −½…½. */
function resonance(steps: readonly number[], pitch: number): { strength: number; phase: number } {
  let cos = 0
  let sin = 0
  for (const step of steps) {
    cos += Math.cos((2 * Math.PI * step) / pitch)
    sin += Math.sin((2 * Math.PI * step) / pitch)
  }
  return { strength: Math.hypot(cos, sin) / steps.length, phase: Math.atan2(sin, cos) / (2 * Math.PI) }
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}

/** Least-squares parabola; `undefined` when the points do not determine one. */
export function fitParabola(points: readonly [number, number][]): Places | undefined {
  const sums = [0, 0, 0, 0, 0]
  const right = [0, 0, 0]
  for (const [x, y] of points) {
    for (let power = 0; power < 5; power += 1) sums[power] = (sums[power] ?? 0) + x ** power
    for (let power = 0; power < 3; power += 1) right[power] = (right[power] ?? 0) + y * x ** power
  }
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0] = sums
  const [r0 = 0, r1 = 0, r2 = 0] = right
  const determinant = det3(s0, s1, s2, s1, s2, s3, s2, s3, s4)
  if (Math.abs(determinant) < 1e-6) return undefined
  return {
    start: det3(r0, s1, s2, r1, s2, s3, r2, s3, s4) / determinant,
    pitch: det3(s0, r0, s2, s1, r1, s3, s2, r2, s4) / determinant,
    bend: det3(s0, s1, r0, s1, s2, r1, s2, s3, r2) / determinant,
  }
}

function det3(
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
  i: number,
): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
}
