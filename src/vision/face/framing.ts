/** Tells how large a face is in its picture, and how much of it lies outside. */
import { applySimilarity, fitSimilarity, type Point, TEMPLATE } from './align.ts'

export interface Framing {
  /** Between the middles of the eyes, in pixels of the picture. */
  readonly eyesPx: number
  /** 0…1: the part of the face, from brow to chin and ear to ear, that the edges of the picture cut away. */
  readonly outsideShare: number
}

/** The oval of a face on the template of alignment, in its pixels. */
const OVAL = { x: 56, y: 66, across: 42, down: 54 }

/** Points along one side of the grid that stands for the oval. */
const GRID = 24

/** The framing of the face whose five points are known. */
export function measureFraming(picture: { width: number; height: number }, five: readonly Point[]): Framing {
  const [left, right] = five
  const toPicture = fitSimilarity(TEMPLATE, five)
  let [inOval, outside] = [0, 0]
  for (let i = 0; i < GRID * GRID; i++) {
    const across = ((i % GRID) + 0.5) / (GRID / 2) - 1
    const down = (Math.floor(i / GRID) + 0.5) / (GRID / 2) - 1
    if (across * across + down * down > 1) continue
    inOval++
    const { x, y } = applySimilarity(toPicture, { x: OVAL.x + across * OVAL.across, y: OVAL.y + down * OVAL.down })
    if (x < 0 || y < 0 || x > picture.width || y > picture.height) outside++
  }
  return {
    eyesPx: left && right ? Math.hypot(right.x - left.x, right.y - left.y) : 0,
    outsideShare: outside / inOval,
  }
}
