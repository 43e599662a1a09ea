import fc from 'fast-check'
import { expect, it } from 'vitest'
import { similarity, toUnitLength } from './compare.ts'

const vectors = fc
  .float32Array({ minLength: 512, maxLength: 512, noNaN: true, min: -10, max: 10 })
  .filter((vector) => vector.some((value) => Math.abs(value) > 0.01))

it('is 1 for a face and itself, −1 for its opposite, whatever the length was', () => {
  fc.assert(
    fc.property(vectors, fc.float({ min: 0.5, max: 8, noNaN: true }), (vector, factor) => {
      const unit = toUnitLength(vector)
      const scaled = toUnitLength(vector.map((value) => value * factor))
      expect(similarity(unit, scaled)).toBeCloseTo(1, 4)
      expect(
        similarity(
          unit,
          unit.map((value) => -value),
        ),
      ).toBeCloseTo(-1, 4)
    }),
  )
})

it('is the same both ways and never leaves −1…1', () => {
  fc.assert(
    fc.property(vectors, vectors, (first, second) => {
      const [a, b] = [toUnitLength(first), toUnitLength(second)]
      expect(similarity(a, b)).toBe(similarity(b, a))
      expect(Math.abs(similarity(a, b))).toBeLessThanOrEqual(1)
    }),
  )
})

it('refuses vectors that cannot be compared', () => {
  expect(() => similarity(new Float32Array(512), new Float32Array(128))).toThrow('cannot be compared')
  expect(() => toUnitLength(new Float32Array(512))).toThrow('without length')
  expect(() => toUnitLength(Float32Array.of(1, Number.NaN))).toThrow('without length')
})
