/** Places what the recogniser saw on the fixed-pitch grid of a machine-readable zone. */
import { type Alignment, align } from './mrz-align.ts'
import { findPlaces, fitParabola, MIN_SEEN, type Places } from './mrz-places.ts'
import { MRZ_ALPHABET, type Steps, SYMBOL_COUNT, stepsBetween } from './mrz-steps.ts'

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

/**
 * Reads rows that were cut out over the same extent as `length` characters each: the likeliest text of exactly that
 * length, given the recogniser's steps (CTC, Viterbi) and that characters keep their pitch. `undefined` when too little was seen.
 */
export function placeOnGrid(rows: readonly Steps[], length: number): Grid | undefined {
  const common = findPlaces(rows)
  if (common === undefined) return undefined
  // Dust before the first character, or a first character that was not seen, shifts the whole grid by one.
  const grids = [0, -1, 1].map((shift) => {
    const places = { ...common, start: common.start + shift * common.pitch }
    return alignRows(rows, length, places)
  })
  const best = grids.reduce((likeliest, grid) => (grid.fit > likeliest.fit ? grid : likeliest))
  return Number.isFinite(best.fit) ? best : undefined
}

/** How many characters of their pitch fit between the first one seen and the strips' end; `undefined` when too little was seen. */
export function measureLength(rows: readonly Steps[]): number | undefined {
  const places = findPlaces(rows)
  const end = Math.max(...rows.map(({ count }) => count))
  return places && (end - places.start) / places.pitch + 0.5
}

function alignRows(rows: readonly Steps[], length: number, places: Places): Grid {
  let score = 0
  let count = 0
  const read: GridRow[] = []
  for (const row of rows) {
    const first = align(row, length, places)
    const own = Number.isFinite(first.score) ? bendPlaces(row, first) : undefined
    const aligned = own === undefined ? first : align(row, length, own)
    score += aligned.score
    count += row.count
    read.push(toGridRow(row, aligned))
  }
  return { rows: read, fit: score / Math.max(count, 1) }
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
  return seen.length < MIN_SEEN || span < symbols.length / 2 ? undefined : fitParabola(seen)
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
