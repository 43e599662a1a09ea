import { expect, it } from 'vitest'
import {
  averageChannels,
  convolveHalving,
  convolvePoints,
  convolveSeparably,
  type Features,
  poolHalving,
  rectify,
  takeEverySecond,
} from './layers.ts'

/** 0…15 in four rows of four. */
const RAMP: Features = { data: Float32Array.from({ length: 16 }, (_, i) => i), size: 4, channels: 1 }
const ONES = new Float32Array(9).fill(1)
const NO_BIAS = new Float32Array(1)

it('sums 3 × 3 neighbours with zeros around', () => {
  const pointwise = { filters: Float32Array.of(1), bias: Float32Array.of(0.5) }
  const { data } = convolveSeparably(RAMP, { depthwise: ONES, pointwise })
  expect(data[0]).toBe(0 + 1 + 4 + 5 + 0.5)
  expect(data[5]).toBe(45 + 0.5)
})

it('starts at the first pixel when it halves an even size, as TensorFlow does', () => {
  const summed = convolveHalving(RAMP, { filters: ONES, bias: NO_BIAS })
  expect([...summed.data]).toEqual([45, 39, 66, 50])
  expect([...poolHalving(RAMP).data]).toEqual([10, 11, 14, 15])
  expect([...takeEverySecond(RAMP).data]).toEqual([0, 2, 8, 10])
})

it('pools negative values without inventing zeros', () => {
  const negative: Features = { data: Float32Array.of(-4, -3, -2, -1), size: 2, channels: 1 }
  expect([...poolHalving(negative).data]).toEqual([-1])
})

it('mixes channels pixel by pixel', () => {
  const input: Features = { data: Float32Array.of(1, 2, 3, 0, 0, 1, -1, 1), size: 2, channels: 2 }
  const mixed = convolvePoints(input, { filters: Float32Array.of(1, 10, 2, 20), bias: Float32Array.of(0, 1) })
  expect([...mixed.data]).toEqual([5, 51, 3, 31, 2, 21, 1, 11])
  expect([...averageChannels(mixed)]).toEqual([2.75, 28.5])
  expect([...rectify(input).data]).toEqual([1, 2, 3, 0, 0, 1, 0, 1])
})
