/** Finds the likeliest text of a given length in what the recogniser saw, given where characters should stand. */
import { expectedStep, type Places } from './mrz-places.ts'
import { STEP_WIDTH, type Steps, SYMBOL_COUNT } from './mrz-steps.ts'

/** Cost, in log probability, of a character one pitch off its place; and of two like neighbours with no blank between. */
const OFF_GRID_COST = 0.5
const UNPARTED_COST = 1

/** The likeliest path: which symbol stands at each place, and the steps it takes. */
export interface Alignment {
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
export function align({ count, logs }: Steps, length: number, places: Places): Alignment {
  const stateCount = 1 + length * STEP_WIDTH
  const origin = new Int32Array(count * stateCount)
  let scores = new Float64Array(stateCount).fill(-Infinity)
  let next = new Float64Array(stateCount)
  scores[0] = 0
  for (let step = 0; step < count; step += 1) {
    const seen = logs.subarray(step * STEP_WIDTH, (step + 1) * STEP_WIDTH)
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

/** A character further off its place than this many pitches is not considered. */
const BAND = 2.5

interface Column {
  readonly scores: Float64Array
  readonly next: Float64Array
  readonly origins: Int32Array
  readonly seen: Float32Array
}

/** Scores one place at one step: its symbols come from themselves, the blank before, or the symbols before; its blank from both. */
function advancePlace({ scores, next, origins, seen }: Column, place: number, penalty: number): void {
  const base = 1 + place * STEP_WIDTH
  const blankBefore = base - 1
  const entry = scores[blankBefore] ?? -Infinity
  const previous = place === 0 ? -1 : bestSymbol(scores, base - STEP_WIDTH)
  const direct = scores[previous] ?? -Infinity
  for (let symbol = 0; symbol < SYMBOL_COUNT; symbol += 1) {
    const state = base + symbol
    let from = state
    let score = scores[state] ?? -Infinity
    if (entry > score) {
      from = blankBefore
      score = entry
    }
    const jump = previous === state - STEP_WIDTH ? direct - UNPARTED_COST : direct
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
  const width = STEP_WIDTH
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
