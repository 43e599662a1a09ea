import { beforeAll, expect, it } from 'vitest'
import type { Pixels } from '../image.ts'
import { type Model, openModel } from '../models.ts'
import { type Embedding, similarity } from './compare.ts'
import { detectFaces } from './detect.ts'
import { embedFace } from './embed.ts'
import { mirrored, readPerson } from './faces.fixture.ts'

let models: { faceDetect: Model; faceLandmark: Model; faceEmbed: Model }

beforeAll(async () => {
  models = {
    faceDetect: await openModel('faceDetect'),
    faceLandmark: await openModel('faceLandmark'),
    faceEmbed: await openModel('faceEmbed'),
  }
})

it('tells one woman on two evenings from another woman', async () => {
  const ann = await embed(await readPerson('ann'))
  const annAgain = await embed(await readPerson('annAgain'))
  const bea = await embed(await readPerson('bea'))
  expect(similarity(ann, annAgain)).toBeGreaterThan(0.45)
  expect(similarity(ann, bea)).toBeLessThan(0.3)
  expect(similarity(annAgain, bea)).toBeLessThan(0.3)
})

it('is 512 numbers of unit length, nearly the same for the mirrored picture', async () => {
  const image = await readPerson('bea')
  const embedding = await embed(image)
  expect(embedding).toHaveLength(512)
  expect(Math.hypot(...embedding)).toBeCloseTo(1, 5)
  expect(similarity(embedding, await embed(await mirrored(image)))).toBeGreaterThan(0.95)
})

async function embed(image: Pixels): Promise<Embedding> {
  const [face] = await detectFaces(models, image)
  if (!face) throw new Error('The sample has a face')
  return embedFace(models, image, face)
}
