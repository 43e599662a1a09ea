/** Proves that a picture zooms around the pointer and never leaves its panel, and that boxes turn with it. */
import { expect, test } from 'vitest'
import { FIRST_VIEW, move, placeBox, turn, zoom } from './views.ts'

test('what is under the pointer stays there while zooming', () => {
  const at = { x: 0.2, y: -0.1 }
  const view = zoom(zoom(FIRST_VIEW, 2, at), 1.5, at)
  // The picture's point under the pointer, as a share from the picture's middle, is what it was.
  expect((at.x - view.x) / view.scale).toBeCloseTo(at.x)
  expect((at.y - view.y) / view.scale).toBeCloseTo(at.y)
})

test('a picture at its first size cannot be moved away, and zooming out brings it back', () => {
  expect(move(FIRST_VIEW, 3, -3)).toEqual(FIRST_VIEW)
  const far = move(zoom(FIRST_VIEW, 4), 9, 9)
  expect([far.x, far.y]).toEqual([1.5, 1.5])
  expect(zoom(far, 0.01)).toEqual(FIRST_VIEW)
})

test('zoom ends at twelve times, and four turns are none', () => {
  expect(zoom(FIRST_VIEW, 1000).scale).toBe(12)
  expect(turn(turn(turn(turn(FIRST_VIEW))))).toEqual(FIRST_VIEW)
})

test('a box turns with its picture, clockwise', () => {
  const size = { width: 200, height: 100 }
  // At the right edge of the upper half.
  const box = { left: 0.8, top: 0, width: 0.2, height: 0.5 }
  expect(placeBox(box, size, 0)).toEqual({ x: 80, y: -25, width: 40, height: 50, picture: size })
  const turned = { width: 50, height: 40, picture: { width: 100, height: 200 } }
  expect(placeBox(box, size, 1)).toEqual({ x: 25, y: 80, ...turned })
  expect(placeBox(box, size, 2)).toEqual({ x: -80, y: 25, width: 40, height: 50, picture: size })
  expect(placeBox(box, size, 3)).toEqual({ x: -25, y: -80, ...turned })
})
