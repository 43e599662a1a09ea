/** How the pictures of a session are looked at: zoom, place, turn and brightness of each. Pure. */

/** One picture's view. `x` and `y` are shares of the panel by which it is moved from the middle. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
  /** Quarter turns clockwise, 0…3. */
  readonly turns: number
  /** 1 = as it is. */
  readonly brightness: number
}

export const FIRST_VIEW: View = { scale: 1, x: 0, y: 0, turns: 0, brightness: 1 }

export const MIN_BRIGHTNESS = 0.4
export const MAX_BRIGHTNESS = 2.5
const MAX_SCALE = 12
/** Zoom of one press or one notch of a wheel. */
export const ZOOM_STEP = 1.25

/** Zooms by a factor around a point, given as shares of the panel from its middle: what is under it stays there. */
export function zoom(view: View, factor: number, at: { x: number; y: number } = { x: 0, y: 0 }): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor))
  const ratio = scale / view.scale
  return keepInside({ ...view, scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio })
}

/** Moves by shares of the panel; the picture cannot be lost. */
export function move(view: View, dx: number, dy: number): View {
  return keepInside({ ...view, x: view.x + dx, y: view.y + dy })
}

/** Turns by a quarter, clockwise. */
export function turn(view: View): View {
  return { ...view, turns: (view.turns + 1) % 4 }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** A box in a turned picture: its middle from the picture's, and its sides, in pixels of the picture. */
export interface PlacedBox extends Size {
  readonly x: number
  readonly y: number
  /** The turned picture's own size. */
  readonly picture: Size
}

/** Turns a box with its picture; `box` in shares of the unturned picture, from the top left. */
export function placeBox(
  box: Size & { readonly left: number; readonly top: number },
  size: Size,
  turns: number,
): PlacedBox {
  const x = (box.left + box.width / 2 - 0.5) * size.width
  const y = (box.top + box.height / 2 - 0.5) * size.height
  const sides = { width: box.width * size.width, height: box.height * size.height }
  const isAcross = turns % 2 === 1
  const [turnedX, turnedY] = isAcross ? [-y, x] : [x, y]
  const sign = turns > 1 ? -1 : 1
  return {
    x: turnedX * sign,
    y: turnedY * sign,
    ...(isAcross ? swap(sides) : sides),
    picture: isAcross ? swap(size) : size,
  }
}

function swap({ width, height }: Size): Size {
  return { width: height, height: width }
}

/** At scale 1 the picture is in the middle; beyond, at least its edge reaches the middle of the panel. */
function keepInside(view: View): View {
  const most = (view.scale - 1) / 2
  return { ...view, x: clamp(view.x, most), y: clamp(view.y, most) }
}

function clamp(value: number, most: number): number {
  const inside = Math.min(most, Math.max(-most, value))
  // -0 and 0 are told apart by tests of equality only.
  return inside === 0 ? 0 : inside
}
