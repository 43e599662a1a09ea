/** Proves that a face found in a turned picture is placed in coordinates of the picture before it was turned. */
import { expect, test } from 'vitest'
import { turnFaceBack } from './turn-back.ts'

const picture = { width: 200, height: 100 }
const nose = (x: number, y: number) => [{ type: 'nose' as const, x, y }]

test('a face of a picture turned by a quarter lies where it was, with its sides swapped', () => {
  // 20 × 30 pixels at the top left of the turned picture: at the bottom left of the original.
  const face = { box: { left: 0, top: 0, width: 0.2, height: 0.15 }, landmarks: nose(0.1, 0.075) }
  const { box, landmarks } = turnFaceBack(face, { degrees: 90, picture, turned: { width: 100, height: 200 } })
  expect(box.left).toBeCloseTo(0)
  expect(box.top).toBeCloseTo(0.8)
  expect(box.width).toBeCloseTo(0.15)
  expect(box.height).toBeCloseTo(0.2)
  expect(landmarks[0]?.x).toBeCloseTo(0.075)
  expect(landmarks[0]?.y).toBeCloseTo(0.9)
})

test('a face of a picture upside down lies across its middle', () => {
  const face = { box: { left: 0.1, top: 0.2, width: 0.2, height: 0.3 }, landmarks: nose(0.2, 0.3) }
  const { box } = turnFaceBack(face, { degrees: 180, picture, turned: picture })
  expect(box.left).toBeCloseTo(0.7)
  expect(box.top).toBeCloseTo(0.5)
  expect(turnFaceBack(face, { degrees: 0, picture, turned: picture })).toBe(face)
})

test('a slanted face keeps its middle on the larger canvas', () => {
  const turned = { width: 223, height: 187 }
  const face = { box: { left: 0.45, top: 0.45, width: 0.1, height: 0.1 }, landmarks: nose(0.5, 0.5) }
  const { box, landmarks } = turnFaceBack(face, { degrees: -30, picture, turned })
  expect(box.left + box.width / 2).toBeCloseTo(0.5)
  expect(box.top + box.height / 2).toBeCloseTo(0.5)
  expect(landmarks[0]).toMatchObject({ type: 'nose', x: 0.5, y: 0.5 })
})
