import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Pixels } from '../image.ts'
import { cutTo, squareInside, toLuma, toTensor } from './input.ts'

const lengths = fc.integer({ min: 1, max: 4000 })
const places = fc.double({ min: -500, max: 4000, noNaN: true })
const sides = fc.double({ min: 0.1, max: 2000, noNaN: true })

it('keeps the square inside the picture, in whole pixels, however the face lies', () => {
  const boxes = fc.record({ left: places, top: places, width: sides, height: sides })
  fc.assert(
    fc.property(boxes, fc.double({ min: 0.5, max: 4, noNaN: true }), lengths, lengths, (box, scale, width, height) => {
      const square = squareInside(box, scale, { width, height })
      expect(Object.values(square).every(Number.isInteger)).toBe(true)
      expect(square.left).toBeGreaterThanOrEqual(0)
      expect(square.top).toBeGreaterThanOrEqual(0)
      expect(square.width).toBeGreaterThanOrEqual(1)
      expect(square.left + square.width).toBeLessThanOrEqual(width)
      expect(square.top + square.height).toBeLessThanOrEqual(height)
    }),
  )
})

it('shifts a square that would stick out instead of shrinking it', () => {
  const square = squareInside({ left: 0, top: 10, width: 100, height: 100 }, 2, { width: 640, height: 480 })
  expect(square).toEqual({ left: 0, top: 0, width: 200, height: 200 })
})

it('lays samples out in planes, normalised, in the order asked for', () => {
  const pixels: Pixels = { data: Uint8Array.of(10, 20, 30, 40, 50, 60), width: 2, height: 1 }
  const rgb = toTensor(pixels, { mean: [10, 20, 30], divisor: [1, 2, 3] })
  expect(rgb.dims).toEqual([1, 3, 1, 2])
  expect([...(rgb.data as Float32Array)]).toEqual([0, 30, 0, 15, 0, 10])
  const bgr = toTensor(pixels, { mean: [0, 0, 0], divisor: [1, 1, 1], bgr: true })
  expect([...(bgr.data as Float32Array)]).toEqual([30, 60, 20, 50, 10, 40])
})

it('weighs green most and red more than blue', () => {
  const primaries: Pixels = { data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), width: 3, height: 1 }
  const [red = 0, green = 0, blue = 0] = toLuma(primaries)
  expect(green).toBeGreaterThan(red)
  expect(red).toBeGreaterThan(blue)
  expect(red + green + blue).toBeCloseTo(255, 3)
})

it('cuts out the box and nothing beside it', async () => {
  const data = new Uint8Array(20 * 20 * 3)
  for (let y = 5; y < 15; y++) data.fill(200, (y * 20 + 5) * 3, (y * 20 + 15) * 3)
  const cut = await cutTo({ data, width: 20, height: 20 }, { left: 5, top: 5, width: 10, height: 10 }, 4)
  expect(cut).toMatchObject({ width: 4, height: 4 })
  expect(Math.min(...cut.data)).toBe(200)
})
