/** Rectangles at any angle: fitting them around points, growing them and turning them with their picture. */

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * A rectangle along a line of text, in pixels, origin top left. `width` runs along the text and is the longer side;
 * `angle` is that of the text against the horizontal in radians, clockwise on the screen, −π/2 to π/2 (a reader may turn it by π).
 */
export interface RotatedBox {
  /** Centre. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
}

/** The smallest rectangle around points, by trying each edge of their convex hull; `undefined` for fewer than three corners. */
export function smallestBoxAround(points: readonly Point[]): RotatedBox | undefined {
  const hull = convexHull(points)
  if (hull.length < 3) return undefined
  let best: RotatedBox | undefined
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] ?? from
    const box = boxAlong(hull, Math.atan2(to.y - from.y, to.x - from.x))
    if (best === undefined || box.width * box.height < best.width * best.height) best = box
  }
  return best && withWidthAsLongerSide(best)
}

/** The rectangle around points whose sides run along `angle` and across it. */
export function boxAlong(points: readonly Point[], angle: number): RotatedBox {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    const along = x * cos + y * sin
    const across = y * cos - x * sin
    left = Math.min(left, along)
    right = Math.max(right, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const along = (left + right) / 2
  const across = (top + bottom) / 2
  return {
    x: along * cos - across * sin,
    y: along * sin + across * cos,
    width: right - left,
    height: bottom - top,
    angle,
  }
}

/** The four corners, clockwise from the start of the text's upper edge. */
export function cornersOf(box: RotatedBox): Point[] {
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([along = 0, across = 0]) => {
    const dx = (along * box.width) / 2
    const dy = (across * box.height) / 2
    return { x: box.x + dx * cos - dy * sin, y: box.y + dx * sin + dy * cos }
  })
}

/** Where boxes of a `width` × `height` picture lie once that picture is turned upside down. */
export function turnUpsideDown(box: RotatedBox, width: number, height: number): RotatedBox {
  return { ...box, x: width - box.x, y: height - box.y }
}

function withWidthAsLongerSide(box: RotatedBox): RotatedBox {
  const isTall = box.height > box.width
  const angle = isTall ? box.angle + Math.PI / 2 : box.angle
  const [width, height] = isTall ? [box.height, box.width] : [box.width, box.height]
  return { ...box, width, height, angle: angle - Math.PI * Math.round(angle / Math.PI) }
}

/** Andrew's monotone chain, 1979; without collinear points. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  const lower = halfHull(sorted)
  const upper = halfHull(sorted.reverse())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function halfHull(sorted: readonly Point[]): Point[] {
  const hull: Point[] = []
  for (const point of sorted) {
    for (let last = hull.at(-1), before = hull.at(-2); last && before; last = hull.at(-1), before = hull.at(-2)) {
      const turn = (last.x - before.x) * (point.y - before.y) - (last.y - before.y) * (point.x - before.x)
      if (turn > 0) break
      hull.pop()
    }
    hull.push(point)
  }
  return hull
}
