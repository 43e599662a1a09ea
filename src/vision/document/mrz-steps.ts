/** What the recogniser saw at each step of a row, among the symbols that a machine-readable zone may hold. */

/** What a zone may hold, in the order of its values; the index is the symbol's number here. */
export const MRZ_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'

export const SYMBOL_COUNT = MRZ_ALPHABET.length

/** Columns of a step: the blank, then the symbols. */
export const STEP_WIDTH = SYMBOL_COUNT + 1

/** One row: Float32Array(count × STEP_WIDTH) of natural logarithms of probabilities. */
export interface Steps {
  readonly count: number
  readonly logs: Float32Array
}

/** Middles of the runs in which one symbol is likeliest. */
export function seenSteps({ count, logs }: Steps): number[] {
  const middles: number[] = []
  let previous = 0
  let start = 0
  for (let step = 0; step <= count; step += 1) {
    const row = logs.subarray(step * STEP_WIDTH, (step + 1) * STEP_WIDTH)
    const best = step === count ? -1 : row.indexOf(Math.max(...row))
    if (best === previous) continue
    if (previous > 0) middles.push((start + step - 1) / 2)
    previous = best
    start = step
  }
  return middles
}

/** Log probabilities of one symbol from step `first` to step `last`. */
export function stepsBetween({ logs }: Steps, first: number, last: number, symbol: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => logs[(first + index) * STEP_WIDTH + 1 + symbol] ?? 0)
}
