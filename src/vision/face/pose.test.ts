import { beforeAll, expect, it } from 'vitest'
import { type Pixels, rotate } from '../image.ts'
import { type Model, openModel } from '../models.ts'
import { detectFaces } from './detect.ts'
import { mirrored, readPerson } from './faces.fixture.ts'
import { findLandmarks, fivePoints } from './landmarks.ts'
import { estimatePose, type Pose } from './pose.ts'

let models: { faceDetect: Model; faceLandmark: Model; facePose: Model }

beforeAll(async () => {
  models = {
    faceDetect: await openModel('faceDetect'),
    faceLandmark: await openModel('faceLandmark'),
    facePose: await openModel('facePose'),
  }
})

it('turns yaw and roll round in a mirror and keeps pitch', async () => {
  const image = await readPerson('bea')
  const pose = await poseOf(image)
  const mirror = await poseOf(await mirrored(image))
  expect(Math.abs(pose.yaw)).toBeGreaterThan(8)
  expect(Math.abs(mirror.yaw + pose.yaw)).toBeLessThan(4)
  expect(Math.abs(mirror.roll + pose.roll)).toBeLessThan(4)
  expect(Math.abs(mirror.pitch - pose.pitch)).toBeLessThan(4)
})

it('calls yaw positive when the nose points to the right edge of the picture', async () => {
  for (const image of [await readPerson('bea'), await readPerson('ann')]) {
    const [face] = await detectFaces(models, image)
    if (!face) throw new Error('The sample has a face')
    const [eyeLeft, eyeRight, nose] = fivePoints(await findLandmarks(models, image, face))
    const offset = (nose?.x ?? 0) - ((eyeLeft?.x ?? 0) + (eyeRight?.x ?? 0)) / 2
    expect(Math.sign((await poseOf(image)).yaw)).toBe(Math.sign(offset))
  }
})

it('adds a clockwise turn of the picture to roll and leaves the rest', async () => {
  const image = await readPerson('bea')
  const pose = await poseOf(image)
  for (const angle of [-25, 25]) {
    const turned = await poseOf(await rotate(image, angle))
    expect(Math.abs(turned.roll - pose.roll - angle)).toBeLessThan(5)
    expect(Math.abs(turned.yaw - pose.yaw)).toBeLessThan(6)
    expect(Math.abs(turned.pitch - pose.pitch)).toBeLessThan(6)
  }
})

async function poseOf(image: Pixels): Promise<Pose> {
  const [face] = await detectFaces(models, image)
  if (!face) throw new Error('The sample has a face')
  return estimatePose(models, image, face)
}
