import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Pixels, sharpOf, toPixels } from '../image.ts'
import { type Model, openModel } from '../models.ts'
import { type DetectedFace, detectFaces, keepBest } from './detect.ts'
import { blank, readPerson, readPhoto } from './faces.fixture.ts'

let faceDetect: Model
let group: Pixels

beforeAll(async () => {
  faceDetect = await openModel('faceDetect')
  group = await readPhoto('sample6.jpg')
})

describe('detecting faces', () => {
  it('finds each of four people once, largest first, inside the picture', async () => {
    const faces = await detectFaces({ faceDetect }, group)
    expect(faces).toHaveLength(4)
    const areas = faces.map(({ box }) => box.width * box.height)
    expect(areas).toEqual(areas.toSorted((a, b) => b - a))
    for (const { box, confidence } of faces) {
      expect(confidence).toBeGreaterThan(0.9)
      expect(confidence).toBeLessThanOrEqual(1)
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.top + box.height).toBeLessThanOrEqual(group.height)
    }
  })

  it('finds the one face of a portrait where it is', async () => {
    const [face, ...others] = await detectFaces({ faceDetect }, await readPerson('ann'))
    expect(others).toEqual([])
    expect((face?.box.left ?? 0) + (face?.box.width ?? 0) / 2).toBeCloseTo(329, -1.3)
    expect((face?.box.top ?? 0) + (face?.box.height ?? 0) / 2).toBeCloseTo(281, -1.3)
  })

  it('finds the same face in a picture of any shape', async () => {
    const portrait = await readPerson('bea')
    for (const [width, height] of [
      [300, 1200],
      [1200, 300],
    ] as const) {
      const padded = sharpOf(portrait).resize(width, height, { fit: 'contain', background: '#404040' })
      expect(await detectFaces({ faceDetect }, await toPixels(padded))).toHaveLength(1)
    }
  })

  it('answers with nothing when there is no face, or only a speck of one', async () => {
    expect(await detectFaces({ faceDetect }, blank(640, 480))).toEqual([])
    expect(await detectFaces({ faceDetect }, blank(1, 1))).toEqual([])
    expect(await detectFaces({ faceDetect }, blank(3000, 1, 255))).toEqual([])
    const speck = sharpOf(group).resize(24, 20, { fit: 'fill' }).extend({ right: 1256, bottom: 940 })
    expect(await detectFaces({ faceDetect }, await toPixels(speck))).toEqual([])
  })
})

describe('keeping the best of overlapping boxes', () => {
  const side = fc.integer({ min: 1, max: 100 })
  const faces: fc.Arbitrary<DetectedFace[]> = fc.array(
    fc.record({
      box: fc.record({ left: side, top: side, width: side, height: side }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  )

  it('keeps the surest, drops only what a surer one covers, and is done after once', () => {
    fc.assert(
      fc.property(faces, (all) => {
        const kept = keepBest(all)
        expect(kept[0]?.confidence ?? 0).toBe(Math.max(0, ...all.map((face) => face.confidence)))
        expect(keepBest(kept)).toEqual(kept)
        const dropped = all.filter((face) => !kept.includes(face))
        for (const face of dropped) expect(keepBest([...kept, face]).length).toBeLessThanOrEqual(kept.length)
      }),
    )
  })

  it('keeps neighbours that only touch', () => {
    const first = { box: { left: 0, top: 0, width: 50, height: 50 }, confidence: 0.9 }
    const second = { box: { left: 50, top: 0, width: 50, height: 50 }, confidence: 0.8 }
    expect(keepBest([first, second])).toHaveLength(2)
  })
})
