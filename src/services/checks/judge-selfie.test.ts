import { describe, expect, it } from 'vitest'
import { ageEstimationConfigOf, faceLivenessConfigOf } from '../workflows/catalogue.ts'
import { judgeAge, judgeLiveness } from './judge-selfie.ts'
import type { Judgement } from './judgement.ts'

const codesOf = ({ outcome, reasons }: Judgement) => [outcome, ...reasons.map(({ code }) => code)]

describe('liveness', () => {
  const config = faceLivenessConfigOf({ confidence_threshold: 70 })
  it.each([
    [{ faceCount: 1, score: 0.7 }, ['VERIFIED']],
    [{ faceCount: 1, score: 0.69 }, ['SUBMITTED', 'LOW_LIVENESS']],
    [{ faceCount: 0 }, ['SUBMITTED', 'NO_FACE_DETECTED']],
    [{ faceCount: 2, score: 0.9 }, ['SUBMITTED', 'SEVERAL_FACES']],
  ])('%j', (facts, expected) => {
    expect(codesOf(judgeLiveness(facts, config))).toEqual(expected)
  })
})

describe('age', () => {
  const config = ageEstimationConfigOf({ minimum_age: 18, maximum_age: 60 })

  it('never rejects: the face alone is no proof', () => {
    for (let ageYears = 0; ageYears <= 100; ageYears++) {
      for (const isProven of [true, false]) {
        expect(judgeAge({ faceCount: 1, ageYears }, config, isProven).outcome).not.toBe('REJECTED')
      }
    }
  })

  it('accepts a narrower range of looks without a document than with one', () => {
    const accepted = (isProven: boolean) =>
      Array.from({ length: 101 }, (_, ageYears) => ageYears).filter(
        (ageYears) => judgeAge({ faceCount: 1, ageYears }, config, isProven).outcome === 'VERIFIED',
      )
    const [withDocument, without] = [accepted(true), accepted(false)]
    expect(withDocument).toEqual(expect.arrayContaining([18, 60]))
    expect(without).not.toContain(18)
    expect(without).not.toContain(60)
    expect(without).toContain(40)
    expect(withDocument.length).toBeGreaterThan(without.length)
  })

  it('asks for a person without a face, or with several', () => {
    expect(codesOf(judgeAge({ faceCount: 0 }, config, true))).toEqual(['SUBMITTED', 'NO_FACE_DETECTED'])
    expect(codesOf(judgeAge({ faceCount: 3, ageYears: 40 }, config, true))).toEqual(['SUBMITTED', 'SEVERAL_FACES'])
    expect(codesOf(judgeAge({ faceCount: 1, ageYears: 5 }, config, true))).toEqual([
      'SUBMITTED',
      'AGE_ESTIMATE_OUT_OF_RANGE',
    ])
  })
})
