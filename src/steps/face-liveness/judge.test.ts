import { expect, it } from 'vitest'
import type { LivenessFacts } from '../facts.ts'
import { MAX_RETAKES } from '../verdict.ts'
import { judgeLiveness } from './judge.ts'
import { faceLivenessSettings } from './settings.ts'

const THRESHOLDS = { match: 0.45, review: 0.3 }

function judge(facts: LivenessFacts, retakes = 0) {
  const settings = faceLivenessSettings.parse({ confidence_threshold: 70 })
  const verdict = judgeLiveness({ facts, settings, run: { retakes, thresholds: THRESHOLDS } })
  const defect = verdict.outcome === 'cannot_judge' ? [verdict.defect] : []
  return [verdict.outcome, ...defect, ...verdict.reasons.map(({ code }) => code)]
}

it('no score passes by itself, however high', () => {
  expect(judge({ faceCount: 1, score: 1 })).toEqual(['doubt', 'LIVENESS_NOT_PROVEN'])
  expect(judge({ faceCount: 1, score: 0.7 })).toEqual(['doubt', 'LIVENESS_NOT_PROVEN'])
  expect(judge({ faceCount: 1, score: 0.69 })).toEqual(['doubt', 'LIVENESS_NOT_PROVEN', 'LOW_LIVENESS'])
})

it('another face than the selfie’s fails, one that is not clearly the same is doubted', () => {
  expect(judge({ faceCount: 1, score: 1, similarity: 0.29 })[0]).toBe('fail')
  expect(judge({ faceCount: 1, score: 1, similarity: 0.29 })[1]).toBe('LIVENESS_ID_MISMATCH')
  expect(judge({ faceCount: 1, score: 1, similarity: 0.4 })).toContain('LOW_FACE_MATCH')
  expect(judge({ faceCount: 1, score: 1, similarity: 0.5 })).toEqual(['doubt', 'LIVENESS_NOT_PROVEN'])
})

it.each([
  [{ faceCount: 0 }, 'NO_FACE_DETECTED'],
  [{ faceCount: 2, score: 0.9, similarity: 0.1 }, 'SEVERAL_FACES'],
])('%j is asked for again and takes no attempt', (facts, defect) => {
  expect(judge(facts)).toEqual(['cannot_judge', defect])
  expect(judge(facts, MAX_RETAKES)[0]).toBe('doubt')
})
