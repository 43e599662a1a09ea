import { describe, expect, it } from 'vitest'
import { bandOf, blur, type Plane } from './plane.ts'
import { type Affine, IDENTITY, registerPlanes } from './register.ts'

const SIDE = 80

describe('planes laid over each other', () => {
  it('are found where one was moved, turned and stretched', () => {
    const map: Affine = { a: 1.03, b: 0.04, dx: 2.5, c: -0.03, d: 0.98, dy: -1.5 }
    const second = waves(SIDE, IDENTITY)
    const found = registerPlanes(waves(SIDE, map), second, weights())
    expect(found.correlation).toBeGreaterThan(0.98)
    for (const [name, value] of Object.entries(map)) expect(found.map[name as keyof Affine]).toBeCloseTo(value, 1)
  })

  it('correlate as much in another light', () => {
    const first = waves(SIDE, IDENTITY)
    const dimmed = { ...first, values: first.values.map((value) => value * 0.3 + 90) }
    expect(registerPlanes(first, dimmed, weights()).correlation).toBeCloseTo(1, 3)
  })

  it('without any detail do not correlate', () => {
    const flat: Plane = { values: new Float32Array(SIDE * SIDE).fill(7), width: SIDE, height: SIDE }
    expect(registerPlanes(flat, waves(SIDE, IDENTITY), weights()).correlation).toBe(0)
  })
})

describe('a blurred plane', () => {
  it('keeps its mean and loses its detail', () => {
    const plane = waves(SIDE, IDENTITY)
    const flat = blur(plane, 20)
    const spread = (values: Float32Array) => Math.max(...values) - Math.min(...values)
    expect(spread(flat.values)).toBeLessThan(spread(plane.values) / 3)
    const band = bandOf(plane, { fine: 1, coarse: 10 })
    expect(Math.abs(band.values.reduce((sum, value) => sum + value, 0) / band.values.length)).toBeLessThan(5)
  })
})

/** A pattern without repeats, seen through the map. */
function waves(side: number, { a, b, dx, c, d, dy }: Affine): Plane {
  const values = Float32Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)]
    const [u, v] = [a * x + b * y + dx, c * x + d * y + dy]
    return 50 * Math.sin(u / 5) + 40 * Math.cos(v / 7 + u / 19) + 30 * Math.sin((u * v) / 300)
  })
  return { values, width: side, height: side }
}

function weights(): Float32Array {
  return new Float32Array(SIDE * SIDE).fill(1)
}
