/** Finds the lines of text in a picture: a network's probability map, cut into rotated boxes. */
import { type Pixels, sharpOf, toPixels } from '../image.ts'
import { type Model, type Models, Tensor } from '../models.ts'
import { type Point, type RotatedBox, smallestBoxAround } from './rotated-box.ts'

/** Thresholds of the DB text detector (Liao et al., 2020, arXiv 1911.08947) as measured in docs/vision.md. */
const PIXEL_THRESHOLD = 0.3
const BOX_THRESHOLD = 0.5
const UNCLIP_RATIO = 1.6
const MIN_SIDE = 3

/** ImageNet mean and deviation of 0…1 values in the model's channel order: blue, green, red. */
const MEAN = [0.406, 0.456, 0.485] as const
const DEVIATION = [0.225, 0.224, 0.229] as const

/** Text probability 0…1 at `values[y * width + x]`; the grid is the picture scaled by `scaleX` and `scaleY`. */
interface TextMap {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
  readonly scaleX: number
  readonly scaleY: number
}

/** Pixels of the map that hang together: the ends of each of its rows, and the mean of its probabilities. */
interface Component {
  readonly outline: Point[]
  readonly score: number
}

/**
 * Finds text lines with the picture scaled, up or down, so that its longest side is `longestSide` pixels.
 * Boxes are in the picture's own pixels, from top to bottom; empty when there is no text.
 */
export async function locateText(models: Models, image: Pixels, longestSide: number): Promise<RotatedBox[]> {
  const map = await mapText(models.textDetect, image, longestSide)
  return findComponents(map)
    .filter((component) => component.score >= BOX_THRESHOLD)
    .map(({ outline }) => toTextBox(outline, map))
    .filter((box) => box !== undefined)
    .sort((a, b) => a.y - b.y)
}

async function mapText(model: Model, image: Pixels, longestSide: number): Promise<TextMap> {
  const scale = longestSide / Math.max(image.width, image.height)
  const width = toMultipleOf32(image.width * scale)
  const height = toMultipleOf32(image.height * scale)
  const scaled = await toPixels(sharpOf(image).resize({ width, height, fit: 'fill', kernel: 'linear' }))
  const output = Object.values(await model.run(toInput(scaled)))[0]
  if (!(output?.data instanceof Float32Array)) throw new Error('The text detector gave no map')
  return { values: output.data, width, height, scaleX: width / image.width, scaleY: height / image.height }
}

function toMultipleOf32(length: number): number {
  return Math.max(32, Math.round(length / 32) * 32)
}

/** 1 × 3 × height × width, blue first, ImageNet-normalised. */
function toInput({ data, width, height }: Pixels): Tensor {
  const area = width * height
  const values = new Float32Array(3 * area)
  for (let channel = 0; channel < 3; channel += 1) {
    const factor = 1 / (255 * (DEVIATION[channel] ?? 1))
    const offset = (MEAN[channel] ?? 0) / (DEVIATION[channel] ?? 1)
    for (let pixel = 0; pixel < area; pixel += 1) {
      values[channel * area + pixel] = (data[pixel * 3 + 2 - channel] ?? 0) * factor - offset
    }
  }
  return new Tensor('float32', values, [1, 3, height, width])
}

/** Groups pixels above the threshold with their eight neighbours. */
function findComponents({ values, width, height }: TextMap): Component[] {
  const isOpen = new Uint8Array(values.length)
  for (let index = 0; index < values.length; index += 1) isOpen[index] = (values[index] ?? 0) > PIXEL_THRESHOLD ? 1 : 0
  const components: Component[] = []
  for (let start = isOpen.indexOf(1); start >= 0; start = isOpen.indexOf(1, start + 1)) {
    const indices = takeComponent(isOpen, { start, width, height })
    const sum = indices.reduce((total, index) => total + (values[index] ?? 0), 0)
    components.push({ outline: outlineOf(indices, width), score: sum / indices.length })
  }
  return components
}

/** Indices of the pixels that hang together with `start`, which are closed on the way. */
function takeComponent(
  isOpen: Uint8Array,
  { start, width, height }: { start: number; width: number; height: number },
): number[] {
  const taken = [start]
  isOpen[start] = 0
  for (let next = 0; next < taken.length; next += 1) {
    const index = taken[next] ?? 0
    const x = index % width
    const y = (index - x) / width
    const right = Math.min(width - 1, x + 1)
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
      for (let neighbour = row * width + Math.max(0, x - 1); neighbour <= row * width + right; neighbour += 1) {
        if (isOpen[neighbour] !== 1) continue
        isOpen[neighbour] = 0
        taken.push(neighbour)
      }
    }
  }
  return taken
}

/** Corners of the first and last pixel of each row: all that a convex hull needs. */
function outlineOf(indices: readonly number[], width: number): Point[] {
  const lefts = new Map<number, number>()
  const rights = new Map<number, number>()
  for (const index of indices) {
    const y = Math.floor(index / width)
    lefts.set(y, Math.min(lefts.get(y) ?? index, index))
    rights.set(y, Math.max(rights.get(y) ?? index, index))
  }
  return [...lefts].flatMap(([y, first]) => {
    const left = first - y * width
    const right = (rights.get(y) ?? first) - y * width + 1
    return [
      { x: left, y },
      { x: right, y },
      { x: left, y: y + 1 },
      { x: right, y: y + 1 },
    ]
  })
}

/** The detector learns shrunken boxes; growing them by area × ratio ÷ perimeter undoes that (§3.5 of the paper). */
function toTextBox(outline: readonly Point[], { scaleX, scaleY }: TextMap): RotatedBox | undefined {
  const box = smallestBoxAround(outline.map(({ x, y }) => ({ x: x / scaleX, y: y / scaleY })))
  if (box === undefined || box.height * scaleY < MIN_SIDE) return undefined
  const grow = (box.width * box.height * UNCLIP_RATIO) / (box.width + box.height)
  return { ...box, width: box.width + grow, height: box.height + grow }
}
