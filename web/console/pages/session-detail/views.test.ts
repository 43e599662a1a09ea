/** Proves that a picture zooms around the pointer and never leaves its panel. */
import { expect, test } from 'vitest'
import { FIRST_VIEW, move, turn, zoom } from './views.ts'

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
