import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../image.ts'
import { alignFace, applySimilarity, fitSimilarity, type Point, type Similarity, TEMPLATE, warp } from './align.ts'

const coordinate = fc.double({ min: -500, max: 500, noNaN: true })
const similarities: fc.Arbitrary<Similarity> = fc
  .record({
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    dx: coordinate,
    dy: coordinate,
  })
  .map(({ angle, scale, dx, dy }) => ({ a: scale * Math.cos(angle), b: scale * Math.sin(angle), dx, dy }))

describe('fitting a similarity', () => {
  it('recovers any turn, scale and shift from the points it moved', () => {
    fc.assert(
      fc.property(similarities, (known) => {
        const moved = TEMPLATE.map((point) => applySimilarity(known, point))
        const found = fitSimilarity(TEMPLATE, moved)
        for (const key of ['a', 'b', 'dx', 'dy'] as const) expect(found[key]).toBeCloseTo(known[key], 6)
      }),
    )
  })

  it('leaves no neighbour with a smaller squared error, whatever the points', () => {
    const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(points, fc.constantFrom('a', 'b', 'dx', 'dy'), fc.constantFrom(-1e-3, 1e-3), (targets, key, step) => {
        const best = fitSimilarity(TEMPLATE, targets)
        const other = { ...best, [key]: best[key] + step }
        expect(squaredError(best, targets)).toBeLessThanOrEqual(squaredError(other, targets) + 1e-6)
      }),
    )
  })

  it('refuses points that lie on one another, since they have no scale', () => {
    const same = [TEMPLATE[0], TEMPLATE[0]].flatMap((point) => point ?? [])
    expect(() => fitSimilarity(same, same)).toThrow('two different points')
    expect(() => fitSimilarity(TEMPLATE, [])).toThrow('two or more pairs')
  })
})

describe('warping', () => {
  it('shows the same picture when nothing is moved', () => {
    const image = noise(24)
    expect(warp(image, { a: 1, b: 0, dx: 0, dy: 0 }, 24).data).toEqual(image.data)
  })

  it('shows the source pixel that the transform points at', () => {
    const image = noise(24)
    const quarterTurn = warp(image, { a: 0, b: 1, dx: 23, dy: 0 }, 24)
    expect(pixel(quarterTurn, 3, 5)).toEqual(pixel(image, 18, 3))
  })

  it('averages fine patterns instead of aliasing them', () => {
    const stripes = noise(64)
    for (let i = 0; i < stripes.data.length; i++) stripes.data[i] = Math.floor(i / 3) % 2 === 0 ? 0 : 255
    const small = warp(stripes, { a: 4, b: 0, dx: 1.5, dy: 1.5 }, 16)
    expect(Math.min(...small.data)).toBeGreaterThan(120)
    expect(Math.max(...small.data)).toBeLessThan(136)
  })

  it('continues the edge beyond the picture', () => {
    const outside = warp(noise(8), { a: 1, b: 0, dx: -100, dy: -100 }, 4)
    expect(pixel(outside, 0, 0)).toEqual(pixel(noise(8), 0, 0))
  })

  it('brings the five points of a turned and scaled face onto the template', () => {
    const shown: Similarity = { a: 1.5, b: 0.6, dx: 40, dy: -20 }
    const canvas: Pixels = { data: new Uint8Array(300 * 300 * 3), width: 300, height: 300 }
    const points = TEMPLATE.map((point) => applySimilarity(shown, point))
    for (const { x, y } of points) paintSquare(canvas, Math.round(x), Math.round(y))
    const aligned = alignFace(canvas, points)
    for (const { x, y } of TEMPLATE) expect(pixel(aligned, Math.round(x), Math.round(y))[0]).toBeGreaterThan(200)
    expect(pixel(aligned, 56, 20)[0]).toBe(0)
  })
})

function squaredError(similarity: Similarity, targets: readonly Point[]): number {
  return TEMPLATE.reduce((sum, point, i) => {
    const { x, y } = applySimilarity(similarity, point)
    return sum + (x - (targets[i]?.x ?? 0)) ** 2 + (y - (targets[i]?.y ?? 0)) ** 2
  }, 0)
}

function noise(size: number): Pixels {
  return { data: Uint8Array.from({ length: size * size * 3 }, (_, i) => (i * 7919) % 251), width: size, height: size }
}

function pixel({ data, width }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
}

function paintSquare({ data, width }: Pixels, x: number, y: number): void {
  for (let row = y - 3; row <= y + 3; row++) data.fill(255, (row * width + x - 3) * 3, (row * width + x + 4) * 3)
}
