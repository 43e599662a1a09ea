/** Places what the recogniser saw on the fixed-pitch grid of a machine-readable zone. */
import { CLASS_COUNT, classOf, type Recognition } from './read-text.ts'

/** What a zone may hold, in the order of its values; the index is the symbol's number here. */
export const MRZ_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'

const SYMBOL_COUNT = MRZ_ALPHABET.length

/** Below this a probability says no more than that the recogniser did not see the symbol. */
const LEAST_PROBABILITY = 1e-4

/** Cost, in log probability, of a character one pitch off its place; and of two like neighbours with no blank between. */
const OFF_GRID_COST = 4
const UNPARTED_COST = 1

/** A row on the grid. */
export interface GridRow {
  readonly text: string
  /** Float32Array(length × 37): what the recogniser thought of each symbol of MRZ_ALPHABET at each place; rows sum to 1. */
  readonly symbols: Float32Array
  /** Probability of the text's own characters, mean, 0…1. */
  readonly confidence: number
}

/** Rows of equal length, with how well the grid explains what was seen (mean log probability of a step, higher is better). */
export interface Grid {
  readonly rows: readonly GridRow[]
  readonly fit: number
}

/** Where characters stand: character n is expected at step `start + pitch × n + bend × n²`. */
interface Places {
  readonly start: number
  readonly pitch: number
  readonly bend: number
}

/** Log probabilities of one row: blank first, then the symbols, for each step. */
interface Steps {
  readonly count: number
  readonly logs: Float32Array
}

/**
 * Reads rows that were cut out over the same extent as `length` characters each: the likeliest text of exactly that
 * length, given the recogniser's steps (CTC, Viterbi) and that characters keep their pitch. `undefined` when too little was seen.
 */
export function placeOnGrid(recognitions: readonly Recognition[], length: number): Grid | undefined {
  const rows = recognitions.map(toSteps)
  const common = findPlaces(rows)
  if (common === undefined) return undefined
  // Dust before the first character, or a first character that was not seen, shifts the whole grid by one.
  const grids = [0, -1, 1].map((shift) => {
    const places = { ...common, start: common.start + shift * common.pitch }
    return alignRows(rows, length, places)
  })
  return grids.reduce((best, grid) => (grid.fit > best.fit ? grid : best))
}

function alignRows(rows: readonly Steps[], length: number, places: Places): Grid {
  let score = 0
  let count = 0
  const read: GridRow[] = []
  for (const row of rows) {
    const first = align(row, length, places)
    const own = bendPlaces(row, first)
    const aligned = own === undefined ? first : align(row, length, own)
    score += aligned.score
    count += row.count
    read.push(toGridRow(row, aligned))
  }
  return { rows: read, fit: score / Math.max(count, 1) }
}

/** Keeps blank and symbols of each step; a small letter counts as its capital. */
function toSteps({ probabilities, steps, stripSteps }: Recognition): Steps {
  const count = Math.min(steps, Math.ceil(stripSteps))
  const logs = new Float32Array(count * STATES_PER_PLACE)
  for (let step = 0; step < count; step += 1) {
    const at = (index: number) => probabilities[step * CLASS_COUNT + index] ?? 0
    logs[step * STATES_PER_PLACE] = toLog(at(0))
    for (const [symbol, classes] of SYMBOL_CLASSES.entries()) {
      const sum = classes.reduce((total, index) => total + at(index), 0)
      logs[step * STATES_PER_PLACE + 1 + symbol] = toLog(sum)
    }
  }
  return { count, logs }
}

const SYMBOL_CLASSES = [...MRZ_ALPHABET].map((character) =>
  [...new Set([character, character.toLowerCase()])].map(classOf),
)

function toLog(probability: number): number {
  return Math.log(Math.max(probability, LEAST_PROBABILITY))
}

/** Start and pitch that put the characters seen, of all rows together, nearest to whole places. */
function findPlaces(rows: readonly Steps[]): Places | undefined {
  const seen = rows.map(seenSteps)
  const gaps = seen.flatMap((steps) => steps.slice(1).map((step, index) => step - (steps[index] ?? 0)))
  const typical = median(gaps)
  if (typical === undefined || gaps.length < LEAST_SEEN) return undefined
  const all = seen.flat()
  let best = { pitch: typical, phase: 0, strength: -1 }
  for (let pitch = typical * 0.85; pitch <= typical * 1.15; pitch += typical * 0.0025) {
    const { strength, phase } = resonance(all, pitch)
    if (strength > best.strength) best = { pitch, phase, strength }
  }
  const start = best.phase * best.pitch
  const places = seen.flatMap(([first]) => (first === undefined ? [] : [Math.round((first - start) / best.pitch)]))
  return { start: start + Math.min(...places) * best.pitch, pitch: best.pitch, bend: 0 }
}

const LEAST_SEEN = 10

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

/** Middles of the runs in which one symbol is likeliest. */
function seenSteps({ count, logs }: Steps): number[] {
  const middles: number[] = []
  let previous = 0
  let start = 0
  for (let step = 0; step <= count; step += 1) {
    const row = logs.subarray(step * STATES_PER_PLACE, (step + 1) * STATES_PER_PLACE)
    const best = step === count ? -1 : row.indexOf(Math.max(...row))
    if (best === previous) continue
    if (previous > 0) middles.push((start + step - 1) / 2)
    previous = best
    start = step
  }
  return middles
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}

/** The likeliest path: which symbol stands at each place, and the steps it takes. */
interface Alignment {
  readonly symbols: Uint8Array
  /** First and last step of each place. */
  readonly from: Float64Array
  readonly to: Float64Array
  readonly score: number
}

/**
 * Viterbi over places × (symbols, then the blank after them). `origin` remembers, for each state and step, the state
 * before: state 0 is the blank before the first place, place n has its symbols at 1 + n × 38 on and its blank last.
 */
function align({ count, logs }: Steps, length: number, places: Places): Alignment {
  const stateCount = 1 + length * STATES_PER_PLACE
  const origin = new Int32Array(count * stateCount)
  let scores = new Float64Array(stateCount).fill(-Infinity)
  let next = new Float64Array(stateCount)
  scores[0] = 0
  for (let step = 0; step < count; step += 1) {
    const seen = logs.subarray(step * STATES_PER_PLACE, (step + 1) * STATES_PER_PLACE)
    const origins = origin.subarray(step * stateCount, (step + 1) * stateCount)
    next.fill(-Infinity)
    next[0] = (scores[0] ?? 0) + (seen[0] ?? 0)
    for (let place = 0; place < length; place += 1) {
      const away = (step - expectedStep(places, place)) / places.pitch
      if (Math.abs(away) > BAND) continue
      advancePlace({ scores, next, origins, seen }, place, OFF_GRID_COST * away * away)
    }
    keepLastBlank({ scores, next, origins, seen })
    ;[scores, next] = [next, scores]
  }
  return traceBack(scores, origin, { count, length })
}

const STATES_PER_PLACE = SYMBOL_COUNT + 1

/** A character further off its place than this many pitches is not considered. */
const BAND = 2.5

function expectedStep({ start, pitch, bend }: Places, place: number): number {
  return start + pitch * place + bend * place * place
}

interface Column {
  readonly scores: Float64Array
  readonly next: Float64Array
  readonly origins: Int32Array
  readonly seen: Float32Array
}

/** Scores one place at one step: its symbols come from themselves, the blank before, or the symbols before; its blank from both. */
function advancePlace({ scores, next, origins, seen }: Column, place: number, penalty: number): void {
  const base = 1 + place * STATES_PER_PLACE
  const blankBefore = base - 1
  const entry = scores[blankBefore] ?? -Infinity
  const previous = place === 0 ? -1 : bestSymbol(scores, base - STATES_PER_PLACE)
  const direct = scores[previous] ?? -Infinity
  for (let symbol = 0; symbol < SYMBOL_COUNT; symbol += 1) {
    const state = base + symbol
    let from = state
    let score = scores[state] ?? -Infinity
    if (entry > score) {
      from = blankBefore
      score = entry
    }
    const jump = previous === state - STATES_PER_PLACE ? direct - UNPARTED_COST : direct
    if (jump > score) {
      from = previous
      score = jump
    }
    next[state] = score + (seen[1 + symbol] ?? 0) - penalty
    origins[state] = from
  }
  const after = base + SYMBOL_COUNT
  const own = bestSymbol(scores, base)
  const from = (scores[own] ?? -Infinity) > (scores[after] ?? -Infinity) ? own : after
  next[after] = (scores[from] ?? -Infinity) + (seen[0] ?? 0)
  origins[after] = from
}

/** The margin after the last character may be long: its blank lives on outside the band. */
function keepLastBlank({ scores, next, origins, seen }: Column): void {
  const last = scores.length - 1
  const own = bestSymbol(scores, last - SYMBOL_COUNT)
  const from = (scores[own] ?? -Infinity) > (scores[last] ?? -Infinity) ? own : last
  next[last] = (scores[from] ?? -Infinity) + (seen[0] ?? 0)
  origins[last] = from
}

/** The best symbol state of the place whose states begin at `base`. */
function bestSymbol(scores: Float64Array, base: number): number {
  let best = base
  for (let state = base + 1; state < base + SYMBOL_COUNT; state += 1) {
    if ((scores[state] ?? 0) > (scores[best] ?? 0)) best = state
  }
  return best
}

function traceBack(
  scores: Float64Array,
  origin: Int32Array,
  { count, length }: { count: number; length: number },
): Alignment {
  const width = STATES_PER_PLACE
  const stateCount = scores.length
  const last = bestSymbol(scores, 1 + (length - 1) * width)
  let state = (scores[last] ?? 0) > (scores[stateCount - 1] ?? 0) ? last : stateCount - 1
  const score = scores[state] ?? -Infinity
  const symbols = new Uint8Array(length).fill(SYMBOL_COUNT - 1)
  const from = new Float64Array(length).fill(-1)
  const to = new Float64Array(length).fill(-1)
  for (let step = count - 1; step >= 0; step -= 1) {
    const place = Math.floor((state - 1) / width)
    const symbol = (state - 1) % width
    if (state > 0 && symbol < SYMBOL_COUNT) {
      symbols[place] = symbol
      from[place] = step
      if (to[place] === -1) to[place] = step
    }
    state = origin[step * stateCount + state] ?? 0
  }
  return { symbols, from, to, score }
}

/** Least-squares parabola through the places of the clearly seen characters: perspective squeezes one end of a row. */
function bendPlaces(row: Steps, { symbols, from, to }: Alignment): Places | undefined {
  const seen: [number, number][] = []
  for (const [place, symbol] of symbols.entries()) {
    const first = from[place] ?? -1
    const last = to[place] ?? -1
    if (first < 0) continue
    if (Math.max(...stepsBetween(row, first, last, symbol)) < Math.log(0.5)) continue
    seen.push([place, (first + last) / 2])
  }
  const span = (seen.at(-1)?.[0] ?? 0) - (seen[0]?.[0] ?? 0)
  return seen.length < LEAST_SEEN || span < symbols.length / 2 ? undefined : fitParabola(seen)
}

function stepsBetween({ logs }: Steps, first: number, last: number, symbol: number): number[] {
  return Array.from(
    { length: last - first + 1 },
    (_, index) => logs[(first + index) * STATES_PER_PLACE + 1 + symbol] ?? 0,
  )
}

function fitParabola(points: readonly [number, number][]): Places | undefined {
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

function toGridRow(row: Steps, { symbols, from, to }: Alignment): GridRow {
  const likelihoods = new Float32Array(symbols.length * SYMBOL_COUNT)
  let confidence = 0
  for (const [place, own] of symbols.entries()) {
    const first = Math.max(from[place] ?? 0, 0)
    const last = Math.max(to[place] ?? 0, 0)
    const best = Array.from({ length: SYMBOL_COUNT }, (_, symbol) =>
      Math.exp(Math.max(...stepsBetween(row, first, last, symbol))),
    )
    confidence += (best[own] ?? 0) / symbols.length
    const sum = best.reduce((total, value) => total + value, 0)
    likelihoods.set(
      best.map((value) => value / sum),
      place * SYMBOL_COUNT,
    )
  }
  return { text: [...symbols].map((symbol) => MRZ_ALPHABET[symbol]).join(''), symbols: likelihoods, confidence }
}
