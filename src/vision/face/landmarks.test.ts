import { beforeAll, expect, it } from 'vitest'
import { type Model, openModel } from '../models.ts'
import { detectFaces } from './detect.ts'
import { blank, mirrored, readPerson } from './faces.fixture.ts'
import { findLandmarks, fivePoints, toLandmarks } from './landmarks.ts'

let models: { faceDetect: Model; faceLandmark: Model }

beforeAll(async () => {
  models = { faceDetect: await openModel('faceDetect'), faceLandmark: await openModel('faceLandmark') }
})

it('puts the named points where a face has them, left and right as the viewer sees them', async () => {
  const image = await readPerson('bea')
  const [face] = await detectFaces(models, image)
  if (!face) throw new Error('The sample has a face')
  const points = await findLandmarks(models, image, face)
  expect(points).toHaveLength(68)
  const named = new Map(toLandmarks(fivePoints(points), image).map(({ type, x, y }) => [type, { x, y }]))
  const [eyeLeft, eyeRight] = [named.get('eyeLeft'), named.get('eyeRight')]
  const [nose, mouthLeft, mouthRight] = [named.get('nose'), named.get('mouthLeft'), named.get('mouthRight')]
  expect(eyeLeft?.x).toBeLessThan(eyeRight?.x ?? 0)
  expect(mouthLeft?.x).toBeLessThan(mouthRight?.x ?? 0)
  expect(eyeLeft?.y).toBeLessThan(nose?.y ?? 0)
  expect(nose?.y).toBeLessThan(mouthLeft?.y ?? 0)
  for (const { x, y } of named.values()) {
    expect(x * image.width).toBeGreaterThan(face.box.left)
    expect(y * image.height).toBeLessThan(face.box.top + face.box.height)
  }
})

it('finds the mirrored points in the mirrored picture', async () => {
  const image = await readPerson('ann')
  const mirror = await mirrored(image)
  const [face] = await detectFaces(models, image)
  const [mirrorFace] = await detectFaces(models, mirror)
  if (!face || !mirrorFace) throw new Error('The sample has a face')
  const [eyeLeft] = fivePoints(await findLandmarks(models, image, face))
  const [, eyeRight] = fivePoints(await findLandmarks(models, mirror, mirrorFace))
  const tolerance = face.box.width * 0.05
  expect(Math.abs((eyeLeft?.x ?? 0) - (image.width - (eyeRight?.x ?? 0)))).toBeLessThan(tolerance)
  expect(Math.abs((eyeLeft?.y ?? 0) - (eyeRight?.y ?? 0))).toBeLessThan(tolerance)
})

it('answers with finite points even where there is no face', async () => {
  const box = { left: 0, top: 0, width: 3, height: 2 }
  const points = await findLandmarks(models, blank(3, 2), { box, confidence: 1 })
  expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
})
