/** A picture with its lines of text: turned so that they run level, and read as far as asked. */
import { type Pixels, rotate } from '../image.ts'
import type { Models } from '../models.ts'
import { locateText } from './locate.ts'
import { readText, type TextLine } from './read-text.ts'
import { type RotatedBox, turnUpsideDown } from './rotated-box.ts'

/** Text slanting more than this is turned level and looked for again: detectors lose tilted rows. */
const MAX_SLANT_DEGREES = 5

/** Boxes at least this many times as wide as high have a direction worth trusting. */
const LONG_BOX = 4

export interface Page {
  readonly image: Pixels
  /** How far `image` is turned from the picture as given: degrees clockwise, both around their middles. */
  readonly turnDegrees: number
  readonly boxes: readonly RotatedBox[]
  /** Lines read so far, by their box. */
  readonly lines: ReadonlyMap<RotatedBox, TextLine>
}

/** Finds text with the picture's longest side at `longestSide` pixels; turns the picture when its text is not level. */
export async function openPage(models: Models, image: Pixels, longestSide: number): Promise<Page> {
  const boxes = await locateText(models, image, longestSide)
  const slant = slantOf(boxes)
  if (Math.abs(slant) <= MAX_SLANT_DEGREES) return { image, turnDegrees: 0, boxes, lines: new Map() }
  const level = await rotate(image, -slant)
  const found = await locateText(models, level, longestSide)
  return { image: level, turnDegrees: -slant, boxes: found, lines: new Map() }
}

/** The same page with its picture upside down; what was read is forgotten. */
export async function turnPage({ image, turnDegrees, boxes }: Page): Promise<Page> {
  const turned = boxes.map((box) => turnUpsideDown(box, image.width, image.height)).reverse()
  return { image: await rotate(image, 180), turnDegrees: turnDegrees + 180, boxes: turned, lines: new Map() }
}

/** The page with these boxes read too. */
export async function readBoxes(models: Models, page: Page, boxes: readonly RotatedBox[]): Promise<Page> {
  const unread = boxes.filter((box) => !page.lines.has(box))
  const lines = await readText(models, page.image, unread)
  return { ...page, lines: new Map([...page.lines, ...lines.map((line) => [line.box, line] as const)]) }
}

/** Boxes long enough for a row of a machine-readable zone or a line of print, the widest first. */
export function longBoxes({ boxes }: Page): RotatedBox[] {
  return boxes.filter(isLong).sort((a, b) => b.width - a.width)
}

/** Median angle of the long boxes, each counted by its width; degrees, clockwise, −90…90. */
function slantOf(boxes: readonly RotatedBox[]): number {
  const long = boxes.filter(isLong)
  const isUpright = sum(long.filter(({ angle }) => Math.abs(angle) > Math.PI / 4)) > sum(long) / 2
  // Steep angles wrap at ±90°: turned by 90° they do not.
  const angles = long.map(({ angle, width }) => ({ angle: isUpright && angle < 0 ? angle + Math.PI : angle, width }))
  angles.sort((a, b) => a.angle - b.angle)
  let left = sum(long) / 2
  for (const { angle, width } of angles) {
    left -= width
    if (left <= 0) return (angle * 180) / Math.PI
  }
  return 0
}

function isLong({ width, height }: RotatedBox): boolean {
  return width >= LONG_BOX * height
}

function sum(boxes: readonly RotatedBox[]): number {
  return boxes.reduce((total, { width }) => total + width, 0)
}
