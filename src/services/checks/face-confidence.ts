/** Puts the cosine of two faces on the contract's scale of 0 to 100. */

/** Where "the same person" begins on the contract's scale (§4.10). */
export const MATCH_CONFIDENCE = 80
/** Where "a person must look" begins. */
const REVIEW_CONFIDENCE = 50
/** Cosine from which nothing is gained: two photographs of one day reach about 0.85 (docs/vision.md). */
const FULL_COSINE = 0.85

/**
 * Confidence 0…100 that two faces are one person: straight lines through 0 at cosine 0, 50 at the review threshold,
 * 80 at the match threshold, 100 at 0.85. It orders as the cosine does and keeps `confidence ≥ 80` equal to a match.
 */
export function faceConfidence(similarity: number, thresholds: { match: number; review: number }): number {
  const points: ReadonlyArray<readonly [number, number]> = [
    [0, 0],
    [thresholds.review, REVIEW_CONFIDENCE],
    [thresholds.match, MATCH_CONFIDENCE],
    [Math.max(FULL_COSINE, thresholds.match + 0.01), 100],
  ]
  let [fromX, fromY] = [0, 0]
  for (const [toX, toY] of points) {
    if (similarity <= toX) {
      const share = toX === fromX ? 1 : (similarity - fromX) / (toX - fromX)
      return round(Math.max(0, fromY + Math.max(0, share) * (toY - fromY)))
    }
    fromX = toX
    fromY = toY
  }
  return 100
}

/** Two decimals, never rounded up across the match line. */
function round(value: number): number {
  return Math.floor(value * 100) / 100
}
