import { describe, expect, it } from 'vitest'
import type { AgeFacts } from '../facts.ts'
import { MAX_RETAKES, type Verdict } from '../verdict.ts'
import { judgeAge as judge } from './judge.ts'
import { type AgeEstimationSettings, ageEstimationSettings } from './settings.ts'

const codesOf = (verdict: Verdict) => [
  verdict.outcome,
  ...(verdict.outcome === 'cannot_judge' ? [verdict.defect] : []),
  ...verdict.reasons.map(({ code }) => code),
]

function judgeAge(facts: AgeFacts, settings: AgeEstimationSettings, isProven: boolean, retakes = 0) {
  return judge({ facts, settings, run: { retakes, stepIds: isProven ? ['ID_VERIFICATION'] : [] } })
}

describe('age', () => {
  const settings = ageEstimationSettings.parse({ minimum_age: 18, maximum_age: 60 })

  it('never rejects: the face alone is no proof', () => {
    for (let ageYears = 0; ageYears <= 100; ageYears++) {
      for (const isProven of [true, false]) {
        expect(judgeAge({ faceCount: 1, ageYears }, settings, isProven).outcome).not.toBe('fail')
      }
    }
  })

  it('accepts a narrower range of looks without a document than with one', () => {
    const accepted = (isProven: boolean) =>
      Array.from({ length: 101 }, (_, ageYears) => ageYears).filter(
        (ageYears) => judgeAge({ faceCount: 1, ageYears }, settings, isProven).outcome === 'pass',
      )
    const [withDocument, without] = [accepted(true), accepted(false)]
    expect(withDocument).toEqual(expect.arrayContaining([18, 60]))
    expect(without).not.toContain(18)
    expect(without).not.toContain(60)
    expect(without).toContain(40)
    expect(withDocument.length).toBeGreaterThan(without.length)
  })

  it('asks for another picture without a face, or with several, and in the end for a person', () => {
    expect(codesOf(judgeAge({ faceCount: 0 }, settings, true))).toEqual(['cannot_judge', 'NO_FACE_DETECTED'])
    expect(codesOf(judgeAge({ faceCount: 3, ageYears: 40 }, settings, true))).toEqual(['cannot_judge', 'SEVERAL_FACES'])
    expect(codesOf(judgeAge({ faceCount: 0 }, settings, true, MAX_RETAKES))).toEqual(['doubt', 'NO_FACE_DETECTED'])
    expect(codesOf(judgeAge({ faceCount: 1, ageYears: 5 }, settings, true))).toEqual([
      'doubt',
      'AGE_ESTIMATE_OUT_OF_RANGE',
    ])
  })

  it('takes seven years off a proven range and adds them where nothing is proven, to the tenth of a year', () => {
    const judge = (ageYears: number, isProven: boolean) =>
      judgeAge({ faceCount: 1, ageYears }, settings, isProven).outcome
    expect([11, 67].map((age) => judge(age, true))).toEqual(['pass', 'pass'])
    expect([10.9, 67.1].map((age) => judge(age, true))).toEqual(['doubt', 'doubt'])
    expect([25, 53].map((age) => judge(age, false))).toEqual(['pass', 'pass'])
    expect([24.9, 53.1].map((age) => judge(age, false))).toEqual(['doubt', 'doubt'])
  })

  it('asks nothing of an end that is open', () => {
    const open = ageEstimationSettings.parse({ minimum_age: 0, maximum_age: 100 })
    for (const ageYears of [0, 3, 50, 99]) {
      expect(judgeAge({ faceCount: 1, ageYears }, open, false).outcome).toBe('pass')
    }
  })

  it('takes the least age from the categories of countries when the workflow says so', () => {
    const byCountry = ageEstimationSettings.parse({
      age_restriction_mode: 'country',
      country_category_restrictions: [{ country: 'US', categories: [{ id: 'x', label: 'X', minimumAge: 21 }] }],
      maximum_age: 30,
    })
    expect(judgeAge({ faceCount: 1, ageYears: 27 }, byCountry, false).outcome).toBe('doubt')
    expect(judgeAge({ faceCount: 1, ageYears: 80 }, byCountry, false).outcome).toBe('pass')
  })
})
