import { expect, it } from 'vitest'
import { type Pixels, sharpOf, toPixels } from '../image.ts'
import type { DetectedFace } from './detect.ts'
import { blank, readPerson } from './faces.fixture.ts'
import { measureQuality, type Quality } from './quality.ts'

/** Where the face of the sample lies. */
const FACE: DetectedFace = { box: { left: 197, top: 126, width: 211, height: 279 }, confidence: 1 }

it('calls a blurred face less sharp, the more the more blurred', async () => {
  const image = await readPerson('bea')
  const crisp = await measureQuality(image, FACE)
  const soft = await measureBlurred(image, 2)
  const smeared = await measureBlurred(image, 6)
  expect(crisp.sharpness).toBeGreaterThan(60)
  expect(soft.sharpness).toBeLessThan(crisp.sharpness - 10)
  expect(smeared.sharpness).toBeLessThan(10)
})

it('measures brightness from black to white', async () => {
  const black = await measureQuality(blank(50, 50, 0), FACE)
  const white = await measureQuality(blank(50, 50, 255), FACE)
  expect(black).toEqual({ brightness: 0, sharpness: 0, detail: 0, glareShare: 0 })
  expect(white.glareShare).toBe(1)
  expect(white.brightness).toBeCloseTo(100, 3)
  expect(white.sharpness).toBeCloseTo(0, 3)
})

async function measureBlurred(image: Pixels, sigma: number): Promise<Quality> {
  return measureQuality(await toPixels(sharpOf(image).blur(sigma)), FACE)
}
