/** Tells where a face lies in a picture that was turned before the face was looked for. */
import type { Box } from '../image.ts'
import type { Landmark } from './landmarks.ts'

/** Width and height in pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

/** What was done to the picture: turned around its middle by degrees clockwise, onto a canvas that holds it whole. */
export interface Turn {
  readonly degrees: number
  readonly picture: Size
  readonly turned: Size
}

/** The same face in shares of the picture as it was; its box is the one around an oval as large as the face. */
export function turnFaceBack<F extends { readonly box: Box; readonly landmarks: readonly Landmark[] }>(
  face: F,
  turn: Turn,
): F {
  if (turn.degrees === 0) return face
  const { box } = face
  const middle = turnPointBack({ x: box.left + box.width / 2, y: box.top + box.height / 2 }, turn)
  const { width, height } = turnOvalBack(box, turn)
  return {
    ...face,
    box: { left: middle.x - width / 2, top: middle.y - height / 2, width, height },
    landmarks: face.landmarks.map((landmark) => ({ ...landmark, ...turnPointBack(landmark, turn) })),
  }
}

function turnPointBack({ x, y }: { x: number; y: number }, { degrees, picture, turned }: Turn) {
  const { cos, sin } = directionOf(degrees)
  const across = (x - 0.5) * turned.width
  const down = (y - 0.5) * turned.height
  return {
    x: 0.5 + (across * cos + down * sin) / picture.width,
    y: 0.5 + (down * cos - across * sin) / picture.height,
  }
}

function turnOvalBack(box: Size, { degrees, picture, turned }: Turn): Size {
  const { cos, sin } = directionOf(degrees)
  const width = box.width * turned.width
  const height = box.height * turned.height
  return {
    width: Math.hypot(width * cos, height * sin) / picture.width,
    height: Math.hypot(width * sin, height * cos) / picture.height,
  }
}

function directionOf(degrees: number): { cos: number; sin: number } {
  const angle = (degrees * Math.PI) / 180
  return { cos: Math.cos(angle), sin: Math.sin(angle) }
}
