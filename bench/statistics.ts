/** The few statistics that the measurements need. */

/** The value below which a part (0…1) of the values lie; NaN when there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN
}

/** The part of the values that `holds` is true of, 0…1; NaN when there are none. */
export function share(values: readonly number[], holds: (value: number) => boolean): number {
  return values.filter(holds).length / values.length
}

/** Area under the ROC curve: how often a positive scores above a negative, ties half. */
export function rankAccuracy(positives: readonly number[], negatives: readonly number[]): number {
  let won = 0
  for (const positive of positives) {
    for (const negative of negatives) won += positive > negative ? 1 : positive === negative ? 0.5 : 0
  }
  return won / (positives.length * negatives.length)
}

/** Where as many of the same are refused as different are accepted: the mean of both rates at the nearest threshold. */
export function equalErrorRate(genuine: readonly number[], impostor: readonly number[]): number {
  let best = { gap: Number.POSITIVE_INFINITY, rate: Number.NaN }
  for (const threshold of [...genuine, ...impostor]) {
    const refused = share(genuine, (score) => score < threshold)
    const accepted = share(impostor, (score) => score >= threshold)
    const gap = Math.abs(refused - accepted)
    if (gap < best.gap) best = { gap, rate: (refused + accepted) / 2 }
  }
  return best.rate
}

/** Pearson's correlation of two series of one length, −1…1. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length
  let [together, squaresA, squaresB] = [0, 0, 0]
  for (const [i, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[i] ?? meanB) - meanB]
    together += x * y
    squaresA += x * x
    squaresB += y * y
  }
  return together / Math.sqrt(squaresA * squaresB)
}
