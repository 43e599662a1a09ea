import { beforeAll, expect, it } from 'vitest'
import { type Model, openModel } from '../models.ts'
import { similarity } from './compare.ts'
import { detectFaces } from './detect.ts'
import { embedFace } from './embed.ts'
import { blank, readPhoto } from './faces.fixture.ts'
import { measureFace } from './measure.ts'

let models: { faceDetect: Model; faceLandmark: Model; faceEmbed: Model; facePose: Model }

beforeAll(async () => {
  models = {
    faceDetect: await openModel('faceDetect'),
    faceLandmark: await openModel('faceLandmark'),
    faceEmbed: await openModel('faceEmbed'),
    facePose: await openModel('facePose'),
  }
})

it('measures each face of a group for itself', async () => {
  const image = await readPhoto('sample6.jpg')
  const faces = await detectFaces(models, image)
  const facts = await Promise.all(faces.map((face) => measureFace(models, image, face)))
  for (const [i, { box, landmarks, sizePx, embedding }] of facts.entries()) {
    expect(box.left).toBeGreaterThanOrEqual(0)
    expect(box.left + box.width).toBeLessThanOrEqual(1)
    expect(landmarks.map(({ type }) => type)).toEqual(['eyeLeft', 'eyeRight', 'nose', 'mouthLeft', 'mouthRight'])
    expect(landmarks.every(({ x, y }) => x > box.left && x < box.left + box.width && y > box.top)).toBe(true)
    expect(sizePx).toBeCloseTo(box.width * image.width, 3)
    for (const other of facts.slice(i + 1)) expect(similarity(embedding, other.embedding)).toBeLessThan(0.4)
  }
})

it('embeds as embedFace does', async () => {
  const image = await readPhoto('sample3.jpg')
  const [face] = await detectFaces(models, image)
  if (!face) throw new Error('The sample has faces')
  const { embedding } = await measureFace(models, image, face)
  expect(embedding).toEqual(await embedFace(models, image, face))
})

it('measures a box without a face, at the very edge, without failing', async () => {
  const face = { box: { left: 38, top: 38, width: 2, height: 2 }, confidence: 0.6 }
  const facts = await measureFace(models, blank(40, 40), face)
  expect(facts.sizePx).toBe(2)
  expect(facts.quality.sharpness).toBeCloseTo(0, 3)
})
