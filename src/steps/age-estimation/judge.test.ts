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

  it('takes seven years off a proven range and adds them where nothing is proven, to the tenth of a year', () => {
    const judge = (ageYears: number, isProven: boolean) =>
      judgeAge({ faceCount: 1, ageYears }, config, isProven).outcome
    expect([11, 67].map((age) => judge(age, true))).toEqual(['VERIFIED', 'VERIFIED'])
    expect([10.9, 67.1].map((age) => judge(age, true))).toEqual(['SUBMITTED', 'SUBMITTED'])
    expect([25, 53].map((age) => judge(age, false))).toEqual(['VERIFIED', 'VERIFIED'])
    expect([24.9, 53.1].map((age) => judge(age, false))).toEqual(['SUBMITTED', 'SUBMITTED'])
  })

  it('asks nothing of an end that is open', () => {
    const open = ageEstimationConfigOf({ minimum_age: 0, maximum_age: 100 })
    for (const ageYears of [0, 3, 50, 99]) {
      expect(judgeAge({ faceCount: 1, ageYears }, open, false).outcome).toBe('VERIFIED')
    }
  })

  it('takes the least age from the categories of countries when the workflow says so', () => {
    const byCountry = ageEstimationConfigOf({
      age_restriction_mode: 'country',
      country_category_restrictions: [{ country: 'US', categories: [{ id: 'x', label: 'X', minimumAge: 21 }] }],
      maximum_age: 30,
    })
    expect(judgeAge({ faceCount: 1, ageYears: 27 }, byCountry, false).outcome).toBe('SUBMITTED')
    expect(judgeAge({ faceCount: 1, ageYears: 80 }, byCountry, false).outcome).toBe('VERIFIED')
  })
})
