import { beforeAll, expect, it } from 'vitest'
import { type AgeModel, estimateAge, openAgeModel } from './age.ts'
import type { DetectedFace } from './detect.ts'
import { blank, readPerson } from './faces.fixture.ts'

const WHOLE: DetectedFace = { box: { left: 0, top: 0, width: 112, height: 112 }, confidence: 1 }

let model: AgeModel

beforeAll(async () => {
  model = await openAgeModel()
})

it('computes what face-api computes with TensorFlow.js on the same pixels', async () => {
  const data = Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (i * 7919) % 256)
  const { ageYears, maleScore } = await estimateAge(model, { data, width: 112, height: 112 }, WHOLE)
  // AgeGenderNet of face-api 1.7.15, CPU backend: 53.017872 and 0.914439.
  expect(ageYears).toBeCloseTo(53.01787, 3)
  expect(maleScore).toBeCloseTo(0.91444, 4)
})

it('takes a young woman for one', async () => {
  const face = { box: { left: 197, top: 126, width: 211, height: 279 }, confidence: 1 }
  const { ageYears, maleScore } = await estimateAge(model, await readPerson('bea'), face)
  expect(ageYears).toBeGreaterThan(12)
  expect(ageYears).toBeLessThan(40)
  expect(maleScore).toBeLessThan(0.5)
})

it('stays within its ranges where there is no face', async () => {
  for (const value of [0, 255]) {
    const { ageYears, maleScore } = await estimateAge(model, blank(8, 8, value), WHOLE)
    expect(ageYears).toBeGreaterThanOrEqual(0)
    expect(ageYears).toBeLessThanOrEqual(100)
    expect(maleScore).toBeGreaterThanOrEqual(0)
    expect(maleScore).toBeLessThanOrEqual(1)
  }
})
