/** Puts the cosine of two faces on the contract's scale of 0 to 100. */

/** Where "the same person" begins on the contract's scale (§4.10). */
export const MATCH_CONFIDENCE = 80
/** Where "a person must look" begins. */
export const REVIEW_CONFIDENCE = 50
/** Cosine from which nothing is gained: two photographs of one day reach about 0.85 (docs/vision.md). */
const FULL_COSINE = 0.85

/**
 * Confidence 0…100 that two faces are one person: straight lines through 0 at cosine 0, 50 at the review threshold,
 * 80 at the match threshold, 100 at 0.85. It orders as the cosine does, and is 80 or more exactly when it is a match.
 */
export function faceConfidence(similarity: number, thresholds: { match: number; review: number }): number {
  const { match, review } = thresholds
  if (similarity >= match) {
    const full = Math.max(FULL_COSINE, match + 0.01)
    return roundDown(MATCH_CONFIDENCE + shareOf(similarity, match, full) * (100 - MATCH_CONFIDENCE))
  }
  if (similarity < review) return roundDown(shareOf(similarity, 0, review) * REVIEW_CONFIDENCE)
  const confidence = REVIEW_CONFIDENCE + shareOf(similarity, review, match) * (MATCH_CONFIDENCE - REVIEW_CONFIDENCE)
  // A cosine that is less by its last bit may add up to 80 all the same.
  return Math.min(MATCH_CONFIDENCE - 0.01, roundDown(confidence))
}

/** How far `value` has come from `from` to `to`, 0…1. */
function shareOf(value: number, from: number, to: number): number {
  return value <= from ? 0 : Math.min(1, (value - from) / (to - from))
}

/** To two decimals. */
function roundDown(value: number): number {
  return Math.floor(value * 100) / 100
}

/** The cosine of two faces of the sandbox that are two people's. */
export const PLAYED_STRANGER = 0.12
