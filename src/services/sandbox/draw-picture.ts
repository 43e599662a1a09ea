/** Draws what a fixed session of the sandbox shows in place of pictures of people: plain shapes that nobody takes for real. */
import { encodePng } from '../../lib/png.ts'

export type Motif = 'document' | 'face' | 'page' | 'hand'

type Colour = readonly [red: number, green: number, blue: number]
/** Pixels from the top left. */
interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
interface Shape extends Area {
  readonly colour: Colour
  /** Which part of its area it fills; left out: all of it. */
  readonly holds?: (x: number, y: number) => boolean
}

const WIDE = { width: 640, height: 404 }
const TALL = { width: 480, height: 600 }

const PAPER: Colour = [247, 248, 250]
const BLUE: Colour = [203, 219, 238]
const DEEP: Colour = [74, 105, 146]
const INK: Colour = [52, 62, 78]
const SKIN: Colour = [214, 178, 152]
const LINE: Colour = [196, 203, 212]

/** A PNG, 640 × 404 of a document, else 480 × 600. */
export function drawPicture(motif: Motif): Buffer {
  const { width, height } = motif === 'document' ? WIDE : TALL
  const rgb = new Uint8Array(width * height * 3)
  const ground = box(PAPER, 0, 0, width, height)
  for (const shape of [ground, ...MOTIFS[motif], ...writeSandbox(width / 2 - 123, height - 62)]) {
    paint(rgb, { width, height }, shape)
  }
  return encodePng(width, height, rgb)
}

/** Each pixel by the share of it that the shape fills, told from four places, so that edges are smooth. */
function paint(rgb: Uint8Array, canvas: { readonly width: number; readonly height: number }, shape: Shape): void {
  const right = Math.min(canvas.width, Math.ceil(shape.left + shape.width))
  const bottom = Math.min(canvas.height, Math.ceil(shape.top + shape.height))
  for (let y = Math.max(0, Math.floor(shape.top)); y < bottom; y += 1) {
    for (let x = Math.max(0, Math.floor(shape.left)); x < right; x += 1) {
      const share = shape.holds ? filledShare(shape.holds, x, y) : 1
      if (share > 0) blend(rgb, (y * canvas.width + x) * 3, shape.colour, share)
    }
  }
}

function filledShare(holds: (x: number, y: number) => boolean, x: number, y: number): number {
  const [near, far] = [0.25, 0.75]
  const hits = [holds(x + near, y + near), holds(x + far, y + near), holds(x + near, y + far), holds(x + far, y + far)]
  return hits.filter(Boolean).length / hits.length
}

function blend(rgb: Uint8Array, at: number, colour: Colour, share: number): void {
  for (const [channel, value] of colour.entries()) {
    const below = rgb[at + channel] ?? 0
    rgb[at + channel] = Math.round(below + (value - below) * share)
  }
}

function box(colour: Colour, left: number, top: number, width: number, height: number): Shape {
  return { colour, left, top, width, height }
}

function oval(colour: Colour, centreX: number, centreY: number, radiusX: number, radiusY: number): Shape {
  const area = { left: centreX - radiusX, top: centreY - radiusY, width: radiusX * 2, height: radiusY * 2 }
  return { ...area, colour, holds: (x, y) => ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 < 1 }
}

/** What of a shape lies within an area. */
function within(area: Area, shape: Shape): Shape {
  const left = Math.max(area.left, shape.left)
  const top = Math.max(area.top, shape.top)
  const width = Math.min(area.left + area.width, shape.left + shape.width) - left
  const height = Math.min(area.top + area.height, shape.top + shape.height) - top
  return { ...shape, left, top, width, height }
}

/** Head and shoulders; `size` is the height of the head. */
function person(centreX: number, top: number, size: number): Shape[] {
  return [
    oval(DEEP, centreX, top + size * 1.9, size * 0.95, size * 0.75),
    box(SKIN, centreX - size * 0.16, top + size * 0.8, size * 0.32, size * 0.4),
    oval(SKIN, centreX, top + size * 0.5, size * 0.38, size * 0.5),
    oval(INK, centreX - size * 0.14, top + size * 0.45, size * 0.035, size * 0.035),
    oval(INK, centreX + size * 0.14, top + size * 0.45, size * 0.035, size * 0.035),
    box(INK, centreX - size * 0.1, top + size * 0.72, size * 0.2, size * 0.02),
  ]
}

function lines(left: number, top: number, widths: readonly number[], gap: number): Shape[] {
  return widths.map((width, at) => box(LINE, left, top + at * gap, width, 10))
}

const MOTIFS: Readonly<Record<Motif, readonly Shape[]>> = {
  document: [
    box(BLUE, 0, 0, WIDE.width, 64),
    box(DEEP, 32, 24, 180, 16),
    box(BLUE, 32, 92, 150, 200),
    ...person(107, 116, 90).map((shape) => within({ left: 32, top: 92, width: 150, height: 200 }, shape)),
    ...lines(216, 100, [280, 210, 330, 160, 250, 190], 34),
  ],
  face: [box(BLUE, 0, 0, TALL.width, TALL.height), ...person(240, 110, 230)],
  page: [box(DEEP, 56, 60, 210, 18), ...lines(56, 120, [368, 350, 368, 300, 368, 340, 210, 0, 368, 356, 368, 180], 30)],
  hand: [
    box(BLUE, 0, 0, TALL.width, TALL.height),
    ...[180, 240, 300].flatMap((x) => [box(SKIN, x - 22, 130, 44, 200), oval(SKIN, x, 130, 22, 24)]),
    oval(SKIN, 240, 370, 96, 92),
    oval(SKIN, 176, 396, 40, 58),
    box(SKIN, 196, 420, 88, 120),
  ],
}

/** Seven letters of five by seven squares; each line is one row of all of them. */
const SANDBOX = [
  '.####..###..#...#.####..####...###..#...#',
  '#.....#...#.##..#.#...#.#...#.#...#.#...#',
  '#.....#...#.##..#.#...#.#...#.#...#..#.#.',
  '.###..#####.#.#.#.#...#.####..#...#...#..',
  '....#.#...#.#..##.#...#.#...#.#...#..#.#.',
  '....#.#...#.#..##.#...#.#...#.#...#.#...#',
  '####..#...#.#...#.####..####...###..#...#',
]
const SQUARE = 6

/** The word, 246 × 42 pixels, on a ground of its own. */
function writeSandbox(left: number, top: number): Shape[] {
  const holds = (x: number, y: number) =>
    SANDBOX[Math.floor((y - top) / SQUARE)]?.[Math.floor((x - left) / SQUARE)] === '#'
  return [box(PAPER, left - 14, top - 10, 274, 62), { ...box(DEEP, left, top, 246, 42), holds }]
}
