import { beforeAll, expect, it } from 'vitest'
import { type Pixels, sharpOf, toPixels } from '../image.ts'
import { type Model, openModel } from '../models.ts'
import { detectFaces } from './detect.ts'
import { blank, readPerson } from './faces.fixture.ts'
import { scoreLiveness } from './liveness.ts'

let models: { faceDetect: Model; faceLiveness: Model }

beforeAll(async () => {
  models = { faceDetect: await openModel('faceDetect'), faceLiveness: await openModel('faceLiveness') }
})

it('scores a photographed person above her soft print on a white sheet', async () => {
  const person = await readPerson('bea')
  const small = await toPixels(sharpOf(person).resize(240, 240).blur(1.2))
  const print = sharpOf(small).extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#f4f4f4' })
  expect(await score(person)).toBeGreaterThan(0.8)
  expect(await score(await toPixels(print))).toBeLessThan(0.5)
})

it('stays within 0…1 where there is no face at all', async () => {
  const box = { left: 10, top: 10, width: 5, height: 5 }
  const liveness = await scoreLiveness(models, blank(16, 16, 0), { box, confidence: 1 })
  expect(liveness).toBeGreaterThanOrEqual(0)
  expect(liveness).toBeLessThanOrEqual(1)
})

async function score(image: Pixels): Promise<number> {
  const [face] = await detectFaces(models, image)
  if (!face) throw new Error('The sample has a face')
  return scoreLiveness(models, image, face)
}
