import { beforeAll, expect, it } from 'vitest'
import { type Pixels, sharpOf, toPixels } from '../image.ts'
import { type Model, openModel } from '../models.ts'
import { detectFaces } from './detect.ts'
import { blank, readPerson } from './faces.fixture.ts'
import { findPortrait } from './portrait.ts'

let faceDetect: Model
let person: Pixels

beforeAll(async () => {
  faceDetect = await openModel('faceDetect')
  person = await readPerson('bea')
})

it('prefers the portrait to its smaller ghost image', async () => {
  const card = await paste(blank(1000, 640, 235), [
    { side: 320, left: 40, top: 150 },
    { side: 160, left: 780, top: 200 },
  ])
  const face = await findPortrait({ faceDetect }, card)
  expect(face?.box.left).toBeLessThan(360)
  expect(face?.box.width).toBeGreaterThan(90)
})

it('finds a portrait that is too small for one look at the whole page', async () => {
  const page = await paste(blank(1800, 1300, 235), [{ side: 150, left: 1500, top: 1050 }])
  expect(await detectFaces({ faceDetect }, page)).toEqual([])
  const face = await findPortrait({ faceDetect }, page)
  expect((face?.box.left ?? 0) + (face?.box.width ?? 0) / 2).toBeGreaterThan(1500)
  expect((face?.box.left ?? 0) + (face?.box.width ?? 0) / 2).toBeLessThan(1650)
  expect(face?.box.top).toBeGreaterThan(1050)
})

it('finds none on a page without one', async () => {
  expect(await findPortrait({ faceDetect }, blank(1200, 800, 240))).toBeUndefined()
  expect(await findPortrait({ faceDetect }, blank(1, 1))).toBeUndefined()
})

async function paste(page: Pixels, places: readonly { side: number; left: number; top: number }[]): Promise<Pixels> {
  const parts = await Promise.all(
    places.map(async ({ side, left, top }) => {
      const input = await sharpOf(person).resize(side, side).png().toBuffer()
      return { input, left, top }
    }),
  )
  return toPixels(sharpOf(page).composite(parts))
}
