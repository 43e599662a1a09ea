import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxAlong, cornersOf, smallestBoxAround, turnUpsideDown } from './rotated-box.ts'

const box = fc.record({
  x: fc.integer({ min: -500, max: 500 }),
  y: fc.integer({ min: -500, max: 500 }),
  width: fc.integer({ min: 60, max: 400 }),
  height: fc.integer({ min: 5, max: 50 }),
  angle: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
})

describe('rotated boxes', () => {
  it('a box is found again from its corners', () => {
    fc.assert(
      fc.property(box, (expected) => {
        const found = smallestBoxAround(cornersOf(expected))
        for (const key of ['x', 'y', 'width', 'height', 'angle'] as const) {
          expect(found?.[key]).toBeCloseTo(expected[key], 3)
        }
      }),
    )
  })

  it('a box along an angle holds all its points', () => {
    const points = fc.array(fc.record({ x: fc.integer({ min: -99, max: 99 }), y: fc.integer({ min: -99, max: 99 }) }), {
      minLength: 3,
    })
    fc.assert(
      fc.property(points, fc.double({ min: -1.5, max: 1.5, noNaN: true }), (cloud, angle) => {
        const found = boxAlong(cloud, angle)
        const { width, height } = boxAlong([...cloud, ...cornersOf(found)], angle)
        expect(width).toBeCloseTo(found.width, 6)
        expect(height).toBeCloseTo(found.height, 6)
      }),
    )
  })

  it('points on one line have no box', () => {
    expect(smallestBoxAround([0, 1, 2, 3].map((value) => ({ x: value, y: value })))).toBeUndefined()
  })

  it('turning upside down twice is nothing', () => {
    fc.assert(
      fc.property(box, (original) => {
        expect(turnUpsideDown(turnUpsideDown(original, 640, 480), 640, 480)).toEqual(original)
      }),
    )
  })
})
