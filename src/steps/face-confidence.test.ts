import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faceConfidence, MATCH_CONFIDENCE } from './face-confidence.ts'

const cosine = fc.double({ min: -1, max: 1, noNaN: true })
/** Any pair that the configuration takes: review at most match, both 0 to 1. */
const thresholds = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([a, b]) => ({ match: Math.max(a, b), review: Math.min(a, b) }))

describe('the confidence of two faces', () => {
  it('is 0 to 100 with at most two decimals', () => {
    fc.assert(
      fc.property(cosine, thresholds, (similarity, limits) => {
        const confidence = faceConfidence(similarity, limits)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(100)
        expect(Math.abs(confidence * 100 - Math.round(confidence * 100))).toBeLessThan(1e-6)
      }),
    )
  })

  it('never falls when the faces are more alike', () => {
    fc.assert(
      fc.property(cosine, cosine, thresholds, (a, b, limits) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        expect(faceConfidence(less, limits)).toBeLessThanOrEqual(faceConfidence(more, limits))
      }),
    )
  })

  it('is 80 and above exactly when the faces match', () => {
    fc.assert(
      fc.property(cosine, thresholds, (similarity, limits) => {
        const isMatch = similarity >= limits.match
        expect(faceConfidence(similarity, limits) >= MATCH_CONFIDENCE).toBe(isMatch)
        expect(faceConfidence(limits.match, limits)).toBeGreaterThanOrEqual(MATCH_CONFIDENCE)
      }),
      { numRuns: 1000 },
    )
  })

  it('is 50 at the review threshold and 100 from a cosine of 0.85 on', () => {
    const limits = { match: 0.45, review: 0.3 }
    expect([0.3, 0.85, 1, 0, -0.4].map((similarity) => faceConfidence(similarity, limits))).toEqual([
      50, 100, 100, 0, 0,
    ])
  })
})
