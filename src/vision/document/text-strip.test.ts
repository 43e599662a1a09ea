import { describe, expect, it } from 'vitest'
import type { Pixels } from '../image.ts'
import { cutStrip } from './text-strip.ts'

/** Red to the left of the middle, blue to the right. */
const HALVES: Pixels = {
  data: Uint8Array.from({ length: 40 * 20 * 3 }, (_, index) => {
    const isLeft = Math.floor(index / 3) % 40 < 20
    return index % 3 === (isLeft ? 0 : 2) ? 255 : 0
  }),
  width: 40,
  height: 20,
}

describe('cutStrip', () => {
  it('gives planes of blue, green, red between −1 and 1', () => {
    const strip = cutStrip(HALVES, { x: 20, y: 10, width: 40, height: 20, angle: 0 }, { width: 4, height: 2 })
    expect([...strip.subarray(0, 4)]).toEqual([-1, -1, 1, 1])
    expect([...strip.subarray(8, 12)]).toEqual([-1, -1, -1, -1])
    expect([...strip.subarray(16, 20)]).toEqual([1, 1, -1, -1])
  })

  it('turns with the box', () => {
    const strip = cutStrip(HALVES, { x: 20, y: 10, width: 40, height: 20, angle: Math.PI }, { width: 4, height: 2 })
    expect([...strip.subarray(0, 4)].map(Math.round)).toEqual([1, 1, -1, -1])
  })

  it('averages what it shrinks, so that fine stripes turn grey', () => {
    const data = Uint8Array.from({ length: 64 * 8 * 3 }, (_, index) => (Math.floor(index / 3) % 2 === 0 ? 0 : 255))
    const box = { x: 32, y: 4, width: 64, height: 8, angle: 0 }
    const strip = cutStrip({ data, width: 64, height: 8 }, box, { width: 16, height: 2 })
    for (const value of strip) expect(Math.abs(value)).toBeLessThan(0.2)
  })

  it('is white outside the picture', () => {
    const strip = cutStrip(HALVES, { x: -100, y: -100, width: 20, height: 10, angle: 0.3 }, { width: 4, height: 2 })
    expect(new Set(strip)).toEqual(new Set([1]))
  })
})
